package io.opsconductor.pulse.db.cli.option;

import java.util.Locale;

/** {@code --output}: a table for people or one JSON document for machines; of a check, a page or series for Prometheus too. */
public enum OutputFormat {
    TABLE,
    JSON,
    HTML,
    METRICS;

    /** As it is called on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
