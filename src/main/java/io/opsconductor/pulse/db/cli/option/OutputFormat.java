package io.opsconductor.pulse.db.cli.option;

/** {@code --output}: a table for people or one JSON document for machines; of a check, a page or series for Prometheus too. */
public enum OutputFormat {
    TABLE,
    JSON,
    HTML,
    METRICS
}
