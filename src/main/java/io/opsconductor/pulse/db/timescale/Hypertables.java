package io.opsconductor.pulse.db.timescale;

import java.util.List;

/**
 * All that a database says about its hypertables, apart from their chunks.
 *
 * @param hypertables empty as well when the extension is not installed
 * @param relations what stands at the declared names, hypertables included
 */
record Hypertables(Extension extension, List<Hypertable> hypertables, List<Relation> relations) {
    boolean onApache() {
        return extension.edition() == Edition.APACHE;
    }
}
