/**
 * Brings the schema up to date: reads numbered SQL files, takes the lock, and has Flyway apply what is pending, each file
 * together with its history row. Only {@code run} knows Flyway.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.Migrator}, then {@code file.MigrationFolder},
 * {@code plan.MigrationPlan}, {@code run.LockedSession} and {@code run.FlywayAdapter}. Rooms, bottom up: {@code file},
 * {@code lint}, {@code index}, {@code table}, {@code status}, {@code legacy}, {@code plan}, {@code run}. Others use this
 * package and {@code status}.
 */
package io.opsconductor.pulse.db.migrate;
