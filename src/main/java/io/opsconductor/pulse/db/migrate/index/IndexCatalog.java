package io.opsconductor.pulse.db.migrate.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from the catalogue which indexes are invalid; needs no rights. */
public final class IndexCatalog {
    private IndexCatalog() {}

    public static List<InvalidIndex> invalid(Database database) {
        return database.read(connection -> invalid(connection));
    }

    /** By name; those that a session is building, rebuilding or dropping right now are left out. */
    public static List<InvalidIndex> invalid(Connection connection) throws SQLException {
        // Every start asks, and planning the long question took a quarter of one with nothing to do.
        boolean any = Query.one(connection, SqlFile.read("migrate/any-invalid-index"), row -> row.getBoolean(1));
        return any
                ? Query.list(connection, SqlFile.read("migrate/unfinished-indexes"), IndexCatalog::index)
                : List.of();
    }

    private static InvalidIndex index(ResultSet row) throws SQLException {
        return new InvalidIndex(
                row.getString("name"),
                row.getString("on_table"),
                row.getString("definition"),
                row.getLong("bytes"),
                row.getBoolean("backs_constraint"),
                row.getBoolean("partitioned"),
                row.getBoolean("has_children"),
                row.getBoolean("live"),
                Optional.ofNullable(row.getString("stranger")),
                Optional.ofNullable(row.getString("code")));
    }
}
