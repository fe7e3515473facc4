package io.opsconductor.pulse.db.timescale.judge;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;

/**
 * Says what to do about rows that a session without TimescaleDB wrote (timescaledb.disable_load, which every role may set): whose rows
 * they are, and whether they are wanted, is for people to say.
 */
public final class StrayRows {
    /** Decompressing a chunk brings its rows and the stray ones together; tried on TimescaleDB 2.17 to 2.29. */
    public static final Remedy REMEDY = Remedy.text(
            "as the owner of the hypertable, for each chunk: SELECT decompress_chunk(…), look at the rows, then SELECT compress_chunk(…)");

    /** Before 2.29 such a chunk is in the way of every query, and its range is gone from the catalogue. */
    static final Remedy UNGUARDED = Remedy.text(
            "as the owner of the hypertable, for each chunk: CREATE TABLE stray AS SELECT * FROM the chunk, compare its rows with"
                    + " the chunk's range, DROP TABLE the chunk, and insert what is wanted from stray into the hypertable");

    private StrayRows() {}

    /** TimescaleDB itself neither shows nor deletes them, so the session that does has to be without it, too. */
    static Remedy remedy(RootTable root) {
        String only = "ONLY " + root.name().identifier();
        return Remedy.text(
                "as the owner, in a session opened with PGOPTIONS='-c timescaledb.disable_load=on': CREATE TABLE stray AS"
                        + " SELECT * FROM " + only + "; DELETE FROM " + only + "; then VACUUM "
                        + root.name().identifier()
                        + "; and in a usual session insert from stray what is wanted");
    }
}
