package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which migration a database is at, as {@code schema_migrations} tells it. */
public final class SchemaVersionCatalog {
    /** Other tools have a table of that name too: golang-migrate's has version and dirty, Rails' and dbmate's version only. */
    private static final Set<String> SHAPE = Set.of("version", "filename", "applied_at");

    private SchemaVersionCatalog() {}

    /** The files that were applied; none where there is no such table, or none to be believed. */
    static List<String> scripts(Connection connection) throws SQLException {
        Optional<KnownTable> table = table(connection);
        return table.isEmpty()
                ? List.of()
                : Query.list(
                        connection,
                        SqlFile.read("postgres/schema-scripts")
                                .formatted(table.get().identifier()),
                        row -> row.getString("script"));
    }

    /** Empty where there is no such table, or none to be believed, or no row in it. */
    public static Optional<String> read(Connection connection) throws SQLException {
        Optional<KnownTable> table = table(connection);
        return table.isEmpty()
                ? Optional.empty()
                : Query.first(
                        connection,
                        SqlFile.read("postgres/schema-version")
                                .formatted(table.get().identifier()),
                        row -> row.getString("schema_version"));
    }

    private static Optional<KnownTable> table(Connection connection) throws SQLException {
        return KnownTableCatalog.believed(connection, "schema_migrations", SHAPE);
    }
}
