package io.opsconductor.pulse.db.rehearse;

import java.util.OptionalLong;

/**
 * A table that existed and holds another number of rows.
 *
 * @param table schema and name
 * @param after empty when it is gone
 */
public record ChangedRows(String table, long before, OptionalLong after) {}
