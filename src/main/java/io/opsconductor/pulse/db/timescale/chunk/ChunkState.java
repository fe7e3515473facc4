package io.opsconductor.pulse.db.timescale.chunk;

/** How far a chunk is compressed, read from the bits of its catalogue row rather than from {@code is_compressed}. */
public enum ChunkState {
    /** Fully; also when it was frozen afterwards, for then nothing can come in any more. */
    COMPRESSED("compressed"),
    NEVER_COMPRESSED("never compressed"),
    /** Rows came in after compression and lie beside it, uncompressed. */
    PARTIAL("partial"),
    /** Compressed rows came in out of order and have to be merged. */
    UNORDERED("unordered"),
    /** Frozen before it was fully compressed, which no job can do until it is unfrozen. */
    FROZEN("frozen"),
    /**
     * Compressed as its status has it, and rows lie uncompressed in its own heap all the same: a session without TimescaleDB wrote
     * them there. No job takes it, and compress_chunk calls it compressed.
     */
    STRAY("compressed with stray rows");

    private static final int COMPRESSED_BIT = 1;
    private static final int UNORDERED_BIT = 2;
    private static final int FROZEN_BIT = 4;
    private static final int PARTIAL_BIT = 8;

    private final String word;

    ChunkState(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** For monitoring: one word. */
    public String label() {
        return switch (this) {
            case NEVER_COMPRESSED -> "uncompressed";
            case STRAY -> "stray";
            default -> word;
        };
    }

    /** Has to be mended by a person before, or instead of, being compressed. */
    public boolean isByHand() {
        return this == FROZEN || this == STRAY;
    }

    public static ChunkState of(int status) {
        boolean compressed = (status & COMPRESSED_BIT) != 0;
        if (compressed && (status & (UNORDERED_BIT | PARTIAL_BIT)) == 0) {
            return COMPRESSED;
        }
        if ((status & FROZEN_BIT) != 0) {
            return FROZEN;
        }
        if (!compressed) {
            return NEVER_COMPRESSED;
        }
        return (status & PARTIAL_BIT) != 0 ? PARTIAL : UNORDERED;
    }
}
