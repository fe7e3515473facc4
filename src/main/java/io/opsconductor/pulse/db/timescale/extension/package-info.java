/**
 * TimescaleDB itself: version, edition, schema, clock and worker slots.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog}, which every reader extends. Knows no
 * hypertable.
 */
package io.opsconductor.pulse.db.timescale.extension;
