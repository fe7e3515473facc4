package io.opsconductor.pulse.db.timescale.chunk;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * The table of a hypertable itself, above its chunks: rows there are shown by no SELECT, and taken by no job.
 *
 * @param name in the catalogue; of a continuous aggregate that of its materialized hypertable
 * @param bytes of its main fork; zero as long as TimescaleDB was there whenever rows came
 */
public record RootTable(HypertableName name, long bytes) {}
