package io.opsconductor.pulse.db.postgres;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * A setting with which sessions of a role begin and which ends, refuses or changes what they do; and where it is set.
 *
 * @param value as it is written there, such as {@code 5s}
 * @param role the session's
 */
public record ImposedSetting(SessionSetting setting, String value, Place place, String role, String database) {
    /** In the server's order: the first that sets it counts. */
    enum Place {
        LOGIN,
        ROLE_IN_DATABASE,
        ROLE,
        DATABASE,
        ALL_ROLES,
        SERVER
    }

    static Place place(boolean byLogin, boolean anywhere, boolean ofRole, boolean ofDatabase) {
        if (byLogin) {
            return Place.LOGIN;
        }
        if (!anywhere) {
            return Place.SERVER;
        }
        if (ofRole) {
            return ofDatabase ? Place.ROLE_IN_DATABASE : Place.ROLE;
        }
        return ofDatabase ? Place.DATABASE : Place.ALL_ROLES;
    }

    /** Such as {@code statement_timeout = 5s, set for database plant}. */
    public String text() {
        return setting.setting() + " = " + value + ", set " + where();
    }

    /** What it does to whatever this role does in this database. */
    public String effect() {
        return switch (setting) {
            case DEFAULT_TRANSACTION_READ_ONLY -> "is read-only for this role";
            case SESSION_REPLICATION_ROLE -> "calls no ordinary trigger and checks no foreign key for this role";
            case STANDARD_CONFORMING_STRINGS -> "takes a backslash in a text for an escape, for this role";
            case ARRAY_NULLS -> "takes NULL in an array for the text of that name, for this role";
            default -> "ends what takes long for this role";
        };
    }

    /**
     * For work that would be done by halves, or not at all.
     *
     * @param where the database, without a secret
     */
    public PulseFailure refusal(String where) {
        return PulseFailure.usage(where + " " + effect() + ": " + text(), remedy() + "; or use another role");
    }

    private String where() {
        return switch (place) {
            case LOGIN -> "by the options of the login";
            case ROLE_IN_DATABASE -> "for role " + role + " in database " + database;
            case ROLE -> "for role " + role;
            case DATABASE -> "for database " + database;
            case ALL_ROLES -> "for all roles";
            case SERVER -> "in the server's configuration";
        };
    }

    /** Other databases of the server are without it, unless something else sets it there. */
    boolean isOfDatabase() {
        return place == Place.DATABASE || place == Place.ROLE_IN_DATABASE;
    }

    /** What lifts it is then no SQL. */
    public boolean isOfLogin() {
        return place == Place.LOGIN;
    }

    /** What lifts it: SQL to be pasted, but for a login that brings it along. */
    public String remedy() {
        // The limit is also upon the session that lifts it.
        return setting == SessionSetting.DEFAULT_TRANSACTION_READ_ONLY && place != Place.LOGIN
                ? "BEGIN READ WRITE; " + lifting() + "; COMMIT"
                : lifting();
    }

    private String lifting() {
        String reset = " RESET " + setting.setting();
        return switch (place) {
            case LOGIN -> "take " + setting.setting() + " out of the URL's options (or PGOPTIONS)";
            case ROLE_IN_DATABASE ->
                "ALTER ROLE " + SqlIdentifier.of(role) + " IN DATABASE " + SqlIdentifier.of(database) + reset;
            case ROLE -> "ALTER ROLE " + SqlIdentifier.of(role) + reset;
            case DATABASE -> "ALTER DATABASE " + SqlIdentifier.of(database) + reset;
            case ALL_ROLES -> "ALTER ROLE ALL" + reset;
            // Others may rely on the server's: a role's own takes precedence.
            case SERVER -> "ALTER ROLE " + SqlIdentifier.of(role) + " SET " + setting.setting() + " = " + setting.off();
        };
    }

    /** @param what ended, and the server's words for it */
    public PulseFailure failure(String what, Throwable problem) {
        return PulseFailure.failed(
                what + "; the database's limit: " + text(), remedy() + "; then run it again", problem);
    }
}
