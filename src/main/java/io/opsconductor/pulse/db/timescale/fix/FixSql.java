package io.opsconductor.pulse.db.timescale.fix;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlace;
import io.opsconductor.pulse.db.timescale.promise.SqlTerms;

/**
 * The statements that compress and drop single chunks.
 *
 * @param schema of TimescaleDB's functions
 */
record FixSql(String schema) {
    private String call(String function) {
        return HypertableName.schemaName(schema) + "." + function;
    }

    String compress(ChunkPlace place) {
        return "SELECT " + call("compress_chunk(") + place.name().literal() + ", if_not_compressed => true);";
    }

    /** Up to 2.13; from 2.14 on compress_chunk does both. */
    String recompress(ChunkPlace place) {
        return "CALL " + call("recompress_chunk(") + place.name().literal() + ", if_not_compressed => true);";
    }

    /**
     * Drops the one chunk between these bounds. Of times the server itself holds against its own clock that all of it is
     * past the retention: whatever the clock here says, nothing younger can go. Intervals, since they fit columns of
     * timestamps with and without zone and of dates.
     *
     * @param retention what was promised
     */
    String drop(Hypertable hypertable, ChunkPlace place, Chunk chunk, Duration retention) {
        String bounds = hypertable.time().integer()
                ? "older_than => " + chunk.end() + ", newer_than => " + place.start()
                : "older_than => greatest(" + SqlTerms.interval(retention) + ", now() - " + instant(chunk.end())
                        + "), newer_than => now() - " + instant(place.start());
        return "SELECT " + call("drop_chunks(") + hypertable.name().literal() + ", " + bounds + ");";
    }

    private static String instant(long micros) {
        return "TIMESTAMPTZ '" + Instant.EPOCH.plus(micros, ChronoUnit.MICROS) + "'";
    }
}
