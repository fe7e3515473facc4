package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;

/**
 * What stands at a declared name.
 *
 * @param table false for a view or a foreign table
 * @param timeColumn the first column that could be a hypertable's time
 * @param stranger its owner, where that role is not trusted; empty text where it is and what is attached to the table calls
 *     functions of one that is not; empty where all is trusted
 */
public record Relation(HypertableName name, boolean table, Optional<String> timeColumn, Optional<String> stranger) {}
