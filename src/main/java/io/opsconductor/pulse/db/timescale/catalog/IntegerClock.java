package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The function by which an integer hypertable tells the present. It is users' code, and runs in our session only where that
 * can do no harm.
 *
 * @param owner the role that it belongs to
 * @param runner the table's owner; empty where that role may act for the one that looks anyway
 * @param access why it was not called, or that it was
 * @param now empty unless it was called and answered
 */
public record IntegerClock(
        String schema, String name, String owner, Optional<String> runner, Access access, OptionalLong now) {

    /** What keeps us from calling it. */
    enum Access {
        CALLED,
        NO_USAGE,
        NO_EXECUTE,
        NOT_TRUSTED,
        /** Its owner may act for the role that looks; what it reaches may belong to another role. */
        UNSURE,
        FAILED
    }

    /** True where neither its owner's code nor any other role's runs in the session that calls it. */
    public boolean trusted() {
        return access != Access.NOT_TRUSTED && access != Access.UNSURE;
    }

    /** The role that may let TimescaleDB call it, where it is not trusted; empty where every role would run another's code. */
    public Optional<String> caller() {
        return access == Access.NOT_TRUSTED ? Optional.of(owner) : runner;
    }

    /** The server parses such a body when it is made, and keeps what it reads. */
    private static final String ATOMIC =
            " BEGIN ATOMIC SELECT extract(epoch FROM now())::bigint; END (PostgreSQL 14 or later; for a column that counts"
                    + " seconds since 1970)";

    private String function() {
        return HypertableName.schemaName(schema) + "." + SqlIdentifier.of(name) + "()";
    }

    /** One sentence; the subject is the table that needs it. */
    public String problem(String role) {
        String called = HypertableName.shown(schema) + "." + HypertableName.shown(name) + "()";
        return switch (access) {
            case NO_USAGE, NO_EXECUTE ->
                "role " + role + " may not call " + called + ", which tells the time in its column";
            case NOT_TRUSTED ->
                called + ", which tells the time in its column, is not called: it belongs to role " + owner
                        + ", whose code would run with the rights of " + role;
            case UNSURE ->
                called + ", which tells the time in its column, is not called: it may read what belongs to a role whose"
                        + " code would run with the rights of " + role;
            default -> called + ", which tells the time in its column, fails or answers nothing";
        };
    }

    /** The one right that is missing, or another way. */
    public Remedy remedy(String role) {
        String to = " TO " + SqlIdentifier.of(role) + ";";
        return switch (access) {
            case NO_USAGE -> Remedy.sql("GRANT USAGE ON SCHEMA " + SqlIdentifier.of(schema) + to);
            case NO_EXECUTE -> Remedy.sql("GRANT EXECUTE ON FUNCTION " + function() + to);
            case NOT_TRUSTED ->
                Remedy.text("have a superuser make another one that reads no table of that role's, and name it by"
                        + " set_integer_now_func(…, replace_if_exists => true): CREATE FUNCTION … RETURNS … LANGUAGE sql"
                        + " STABLE" + ATOMIC);
            case UNSURE ->
                Remedy.text("let the server know what it reads, which has to belong to superusers or to the role"
                        + " that looks: CREATE OR REPLACE FUNCTION " + function() + " …" + ATOMIC);
            default ->
                Remedy.text("call " + function() + " as that role; what it reads has to be named with its schema, or"
                        + " ALTER FUNCTION " + function() + " SET search_path = …");
        };
    }
}
