package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Collection;

/** How the catalogue keeps chunks, by the TimescaleDB version that introduced it; told apart by the columns found. */
public enum ChunkLayout {
    /** Dropped chunks stay as rows; no creation time. */
    SINCE_2_11("2.11", "2.11", "2.11"),
    /** Chunks know when they were made. */
    SINCE_2_13("2.13", "2.11", "2.13"),
    /** Dropped chunks leave no row. */
    SINCE_2_26("2.26", "2.11", "2.13"),
    /** Chunks are known by their relation, and each has dimension slices of its own. */
    SINCE_2_29("2.29", "2.29", "2.29");

    private final String chunks;
    private final String bytes;
    private final String unbroken;

    /** Each by the first layout that its statements are written for. */
    ChunkLayout(String chunks, String bytes, String unbroken) {
        this.chunks = chunks;
        this.bytes = bytes;
        this.unbroken = unbroken;
    }

    /** @param columns those of {@code _timescaledb_catalog.chunk} */
    static ChunkLayout of(Collection<String> columns) {
        if (columns.contains("relid")) {
            return SINCE_2_29;
        }
        if (!columns.contains("dropped")) {
            return SINCE_2_26;
        }
        return columns.contains("creation_time") ? SINCE_2_13 : SINCE_2_11;
    }

    public String chunksFile() {
        return "timescale/chunks-" + chunks;
    }

    public String placesFile() {
        return "timescale/chunk-places-" + bytes;
    }

    public String strayFile() {
        return "timescale/stray-rows-" + bytes;
    }

    public String guardsFile() {
        return "timescale/chunk-guards-" + bytes;
    }

    public String batchesFile() {
        return "timescale/open-batches-" + bytes;
    }

    public String bytesFile() {
        return "timescale/chunk-bytes-" + bytes;
    }

    String unbrokenFile() {
        return "timescale/unbroken-" + unbroken;
    }
}
