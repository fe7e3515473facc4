package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;

/** Reads who a session is and where it creates. */
public final class SessionRoleCatalog {
    private SessionRoleCatalog() {}

    /** Before the session's path is set to our own: so everything is written with its schema. */
    public static SessionRole read(Connection connection) throws SQLException {
        return Query.one(
                connection,
                "SELECT current_user::pg_catalog.text, pg_catalog.current_schema()::pg_catalog.text",
                row -> new SessionRole(row.getString(1), Optional.ofNullable(row.getString(2))));
    }
}
