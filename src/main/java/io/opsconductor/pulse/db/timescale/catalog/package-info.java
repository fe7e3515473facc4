/**
 * What TimescaleDB's catalogue says of hypertables, continuous aggregates and their policies.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.catalog.Hypertables} and
 * {@link io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog}. Holds facts; may know neither configuration nor
 * verdicts.
 */
package io.opsconductor.pulse.db.timescale.catalog;
