package io.opsconductor.pulse.db.timescale.catalog;

import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The function by which an integer hypertable tells the present. It is users' code, and runs in our session only where that
 * can do no harm.
 *
 * @param owner the role that it belongs to
 * @param trusted its owner may act for the role that looks anyway
 * @param access why it was not called, or that it was
 * @param now empty unless it was called and answered
 */
public record IntegerClock(String schema, String name, String owner, boolean trusted, Access access, OptionalLong now) {

    /** What keeps us from calling it. */
    enum Access {
        CALLED,
        NO_USAGE,
        NO_EXECUTE,
        NOT_TRUSTED,
        FAILED
    }

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
                Remedy.text("read it, then give it to a superuser: ALTER FUNCTION " + function() + " OWNER TO …");
            default ->
                Remedy.text("call " + function() + " as that role; what it reads has to be named with its schema, or"
                        + " ALTER FUNCTION " + function() + " SET search_path = …");
        };
    }
}
