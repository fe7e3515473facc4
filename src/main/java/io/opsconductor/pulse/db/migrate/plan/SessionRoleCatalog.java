package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.plan.SessionRole.PathSchema;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads who a session is and where its names lead. */
public final class SessionRoleCatalog {
    private SessionRoleCatalog() {}

    private record Row(String role, Optional<String> createsIn, Optional<PathSchema> schema) {}

    /** Before the session's path is set to our own. */
    public static SessionRole read(Connection connection) throws SQLException {
        List<Row> rows = Query.list(connection, SqlFile.read("migrate/session-role"), SessionRoleCatalog::row);
        return new SessionRole(
                rows.get(0).role(),
                rows.get(0).createsIn(),
                rows.stream().flatMap(row -> row.schema().stream()).toList());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("role_name"),
                Optional.ofNullable(row.getString("creates_in")),
                row.getString("path_schema") == null ? Optional.empty() : Optional.of(schema(row)));
    }

    private static PathSchema schema(ResultSet row) throws SQLException {
        return new PathSchema(
                row.getString("path_schema"),
                row.getString("path_owner"),
                row.getBoolean("owner_trusted"),
                Optional.ofNullable(row.getString("stranger")));
    }
}
