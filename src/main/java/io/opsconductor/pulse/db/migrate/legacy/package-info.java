/**
 * Adoption of what the Python runner recorded: which files it applied, and which it skipped as another one of their number.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.legacy.RunnerHistory}. Reads no table; {@code plan.HistoryStore} does,
 * and {@code plan.RecordStore} writes what was adopted.
 */
package io.opsconductor.pulse.db.migrate.legacy;
