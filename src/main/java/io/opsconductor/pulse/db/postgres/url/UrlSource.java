package io.opsconductor.pulse.db.postgres.url;

/**
 * The option, variable or key that a URL comes from.
 *
 * @param name as messages say it, so that the reader knows where to correct the URL
 */
public record UrlSource(String name, Kind kind) {
    /** Whose URL it is. */
    public enum Kind {
        /** {@code --database-url}: each task's, and seen by whoever may list processes. */
        ARGUMENT,
        /** No URL, but libpq's variables. */
        LIBPQ,
        /** The main database, as a role for no task in particular. */
        MAIN,
        /** The main database, as the role that looks. */
        CHECK,
        /** The main database, as the role that dumps. */
        BACKUP,
        /** A server that is restored to. */
        DRILL,
        /** Another database, whose logins are its own. */
        APART
    }

    public static final UrlSource ARGUMENT = new UrlSource("--database-url", Kind.ARGUMENT);
    public static final UrlSource LIBPQ = new UrlSource("the PG… variables", Kind.LIBPQ);
    public static final UrlSource DATABASE_URL = new UrlSource("DATABASE_URL", Kind.MAIN);
    public static final UrlSource DIRECT_DATABASE_URL = new UrlSource("DIRECT_DATABASE_URL", Kind.MAIN);
    /** The Python runner's name for {@link #DIRECT_DATABASE_URL}. */
    public static final UrlSource NOTIFY_DATABASE_URL = new UrlSource("NOTIFY_DATABASE_URL", Kind.MAIN);

    public static final UrlSource CHECK_DATABASE_URL = new UrlSource("CHECK_DATABASE_URL", Kind.CHECK);
    public static final UrlSource BACKUP_DATABASE_URL = new UrlSource("BACKUP_DATABASE_URL", Kind.BACKUP);
    public static final UrlSource DRILL_URL = new UrlSource("PULSE_DRILL_URL", Kind.DRILL);
    public static final UrlSource INTO = new UrlSource("--into", Kind.DRILL);

    public static UrlSource apart(String name) {
        return new UrlSource(name, Kind.APART);
    }

    /** DIRECT_DATABASE_URL precedes the application's own URLs; a URL that one task alone has can only be corrected. */
    public String aroundPooler() {
        return switch (kind) {
            case MAIN, LIBPQ -> "set DIRECT_DATABASE_URL to the server itself";
            case ARGUMENT, CHECK, BACKUP, DRILL, APART -> "name the server itself by " + name;
        };
    }

    /** Where a password may stand: not in an argument, which others see, and PGPASSWORD is told to the main server only. */
    public String passwordPlaces() {
        return switch (kind) {
            case ARGUMENT, LIBPQ -> "PGPASSWORD or a passfile";
            case MAIN, CHECK, BACKUP -> name + ", PGPASSWORD or a passfile";
            case DRILL, APART -> name + " or a passfile";
        };
    }

    /** For {@code grants --for=}: the rights of a task are printed for the role that its URL is of. */
    public String task() {
        return switch (kind) {
            case CHECK -> "check";
            case BACKUP -> "backup";
            case DRILL -> "drill";
            case ARGUMENT, LIBPQ, MAIN, APART -> "check|backup|migrate|drill";
        };
    }
}
