package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Reads which migration a database is at. Pulse's {@code schema_migrations} tells it where that is kept, and the history
 * where it is not.
 */
public final class SchemaVersionCatalog {
    /** Other tools have a table of that name too: golang-migrate's has version and dirty, Rails' and dbmate's version only. */
    private static final Source PULSES =
            new Source("schema_migrations", "", Set.of("version", "filename", "applied_at"));

    private static final Source HISTORY = new Source(
            "flyway_schema_history", "-in-history", Set.of("installed_rank", "version", "type", "script", "success"));

    private SchemaVersionCatalog() {}

    /** @param suffix of the files with its queries */
    private record Source(String table, String suffix, Set<String> columns) {
        Stream<String> read(Connection connection, String query) throws SQLException {
            Optional<KnownTable> table = KnownTableCatalog.believed(connection, this.table, columns)
                    .filter(found -> found.usable() && found.readable());
            return table.isEmpty()
                    ? Stream.empty()
                    : Query.list(
                            connection,
                            SqlFile.read("postgres/" + query + suffix)
                                    .formatted(table.get().identifier()),
                            row -> row.getString(1))
                            .stream();
        }
    }

    /** The files that were applied; none where no table is there, or may be read, or is to be believed. */
    static List<String> scripts(Connection connection) throws SQLException {
        return newest(connection, "schema-scripts").toList();
    }

    /** As its file writes it; empty where no table is there, or may be read, or is to be believed, or no row in it. */
    public static Optional<String> read(Connection connection) throws SQLException {
        return newest(connection, "schema-version").findFirst();
    }

    private static Stream<String> newest(Connection connection, String query) throws SQLException {
        List<String> told = PULSES.read(connection, query).toList();
        return told.isEmpty() ? HISTORY.read(connection, query) : told.stream();
    }
}
