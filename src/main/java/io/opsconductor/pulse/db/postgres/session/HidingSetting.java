package io.opsconductor.pulse.db.postgres.session;

/**
 * A setting of a session that hides from it what TimescaleDB has compressed.
 *
 * @param text {@code name = value}
 */
public record HidingSetting(String text) {
    /** What comes of it where files are applied; for people. */
    public static final String HARM = "files would find fewer rows than there are, and write where nothing finds them";

    /** For people. */
    public static final String REMEDY = "pulse-db check timescale says where it is set, and what resets it";

    /** The same for a session that has its role's own settings and the URL's. */
    public static final String REMEDY_OF_LOGIN = REMEDY + "; else take it out of the URL's options";

    /** @param session as in "this session" */
    public String from(String session) {
        return text + " hides compressed rows from " + session;
    }
}
