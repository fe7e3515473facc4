/**
 * One session under the lock, with Flyway on it: settings, files, records, failures.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.run.LockedSession}, then
 * {@link io.opsconductor.pulse.db.migrate.run.FlywayAdapter} and
 * {@link io.opsconductor.pulse.db.migrate.run.MigrationScript}. Decides nothing that a plan could decide.
 */
package io.opsconductor.pulse.db.migrate.run;
