package io.opsconductor.pulse.db.report;

/** {@code --output}: a table for people or one JSON document for machines; of a check, series for Prometheus as well. */
public enum OutputFormat {
    TABLE,
    JSON,
    METRICS
}
