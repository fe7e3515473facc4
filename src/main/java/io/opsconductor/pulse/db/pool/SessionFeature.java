package io.opsconductor.pulse.db.pool;

/** What is lost or left on a stranger's session where each transaction may get another one. */
public enum SessionFeature {
    ADVISORY_LOCKS("advisory locks"),
    LISTEN("LISTEN"),
    /** Those of the protocol, as drivers make them; PgBouncer 1.21 and newer can carry them along. */
    PREPARED_STATEMENTS("prepared statements"),
    /** {@code SET} without {@code LOCAL}. */
    SETTINGS("session settings"),
    TEMPORARY_TABLES("temporary tables");

    private final String title;

    SessionFeature(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
