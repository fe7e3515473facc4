package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;

/**
 * What stands at a declared name.
 *
 * @param table false for a view or a foreign table
 * @param timeColumn the first column that could be a hypertable's time
 */
public record Relation(HypertableName name, boolean table, Optional<String> timeColumn) {}
