package io.opsconductor.pulse.db.timescale.chunk;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * The table of a hypertable itself, above its chunks: rows there are shown by no SELECT, and taken by no job.
 *
 * @param name in the catalogue; of a continuous aggregate that of its materialized hypertable
 * @param bytes of its main fork; zero as long as TimescaleDB was there whenever rows came
 * @param tiered some of its rows are with another tool, in what TimescaleDB takes for one chunk (OSM)
 * @param unguarded chunks without a constraint that keeps rows of other times out
 * @param exchanged chunks with another constraint than that of their range
 * @param heirs tables that inherit from the hypertable or a chunk of it and are no chunk: no SELECT shows their rows, no job comes there
 */
public record RootTable(
        HypertableName name,
        long bytes,
        boolean tiered,
        LooseTables unguarded,
        LooseTables exchanged,
        LooseTables heirs) {}
