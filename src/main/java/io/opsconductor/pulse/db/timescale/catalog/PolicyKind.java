package io.opsconductor.pulse.db.timescale.catalog;

/** What is done to old chunks, with its words. */
public enum PolicyKind {
    COMPRESSION("compression", "compress", "compressed"),
    RETENTION("retention", "drop", "dropped");

    private final String noun;
    private final String verb;
    private final String done;

    PolicyKind(String noun, String verb, String done) {
        this.noun = noun;
        this.verb = verb;
        this.done = done;
    }

    /** The area, and what a policy of this kind is called. */
    public String noun() {
        return noun;
    }

    /** The first word of the configuration key: {@code compress-after}, {@code drop-after}. */
    public String verb() {
        return verb;
    }

    /** What a chunk is afterwards. */
    public String done() {
        return done;
    }
}
