package io.opsconductor.pulse.db.timescale.timeline;

import io.opsconductor.pulse.db.timescale.chunk.ChunkState;

/** How a chunk stands to its promises; the first that fits, from below. */
public enum ChunkCondition {
    OPEN("open", "not compressed, and need not be yet"),
    COMPRESSED("compressed", "as promised"),
    PARTIAL("partial", "rows came in after compression"),
    UNORDERED("unordered", "compressed rows came in out of order"),
    FROZEN("frozen", "frozen before it was fully compressed"),
    DROPPED_SOON("dropped soon", "past its retention within 24 h"),
    LATE("late", "should have been compressed or dropped by now");

    private final String word;
    private final String meaning;

    ChunkCondition(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** One sentence without its subject. */
    public String meaning() {
        return meaning;
    }

    /** Of a chunk that is neither late nor dropped soon. */
    static ChunkCondition of(ChunkState state) {
        return switch (state) {
            case COMPRESSED -> COMPRESSED;
            case NEVER_COMPRESSED -> OPEN;
            case PARTIAL, STRAY -> PARTIAL;
            case UNORDERED -> UNORDERED;
            case FROZEN -> FROZEN;
        };
    }
}
