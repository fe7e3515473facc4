/**
 * Indexes that an interrupted CREATE, REINDEX or DROP INDEX CONCURRENTLY left invalid.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.index.IndexCheck}. Knows no migration.
 */
package io.opsconductor.pulse.db.migrate.index;
