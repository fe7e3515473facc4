package io.opsconductor.pulse.db.report;

/** {@code --output}: a table for people or one JSON document for machines. */
public enum OutputFormat {
    TABLE,
    JSON
}
