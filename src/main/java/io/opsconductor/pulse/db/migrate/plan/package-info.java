/**
 * What the database knows of migrations, and what a run will do about it.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.plan.HistoryStore} and
 * {@link io.opsconductor.pulse.db.migrate.plan.MigrationPlan}; {@link io.opsconductor.pulse.db.migrate.plan.Refusals} says
 * when no run begins. Plans are pure and know no Flyway.
 */
package io.opsconductor.pulse.db.migrate.plan;
