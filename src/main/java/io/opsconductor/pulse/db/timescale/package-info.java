/**
 * Hypertables, compression, retention and the jobs behind them: readers of TimescaleDB's catalogues (2.11 to 2.29) and
 * the judges of what they say. Judges know no database, file, clock or configuration.
 */
package io.opsconductor.pulse.db.timescale;
