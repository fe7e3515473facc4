/**
 * What TimescaleDB's catalogue says of any background job: whose it is, when it runs, and what follows a failure.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.background.JobRowCatalog} and
 * {@link io.opsconductor.pulse.db.timescale.background.JobRightsCatalog}. Holds facts; knows no hypertable and no policy.
 */
package io.opsconductor.pulse.db.timescale.background;
