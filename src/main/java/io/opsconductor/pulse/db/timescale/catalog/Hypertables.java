package io.opsconductor.pulse.db.timescale.catalog;

import java.util.List;

import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.extension.Extension;

/**
 * All that a database says about its hypertables, apart from their chunks.
 *
 * @param hypertables empty as well when the extension is not installed
 * @param relations what stands at the declared names, hypertables included
 */
public record Hypertables(Extension extension, List<Hypertable> hypertables, List<Relation> relations) {
    public boolean onApache() {
        return extension.edition() == Edition.APACHE;
    }
}
