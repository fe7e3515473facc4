package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Reads which migration a database is at. Pulse's {@code schema_migrations} tells it where that is kept, and the history
 * where it is not.
 */
public final class SchemaVersionCatalog {
    private SchemaVersionCatalog() {}

    private enum Source {
        /** Other tools have a table of that name too: golang-migrate's has version and dirty, Rails' and dbmate's version only. */
        PULSES("schema_migrations", "", "version", "filename", "applied_at"),
        HISTORY("flyway_schema_history", "-in-history", "installed_rank", "version", "type", "script", "success");

        private final String table;
        private final String suffix;
        private final Set<String> columns;

        /** @param suffix of the files with its queries */
        Source(String table, String suffix, String... columns) {
            this.table = table;
            this.suffix = suffix;
            this.columns = Set.of(columns);
        }

        List<String> read(Connection connection, String query) throws SQLException {
            Optional<KnownTable> found = KnownTableCatalog.believed(connection, table, columns)
                    .filter(known -> known.usable() && known.readable());
            return found.isEmpty()
                    ? List.of()
                    : Query.list(
                            connection,
                            SqlFile.read("postgres/" + query + suffix)
                                    .formatted(found.get().identifier()),
                            row -> row.getString(1));
        }
    }

    /** The files that were applied; none where no table is there, or may be read, or is to be believed. */
    static List<String> scripts(Connection connection) throws SQLException {
        return read(connection, "schema-scripts");
    }

    /** As its file writes it; empty where no table is there, or may be read, or is to be believed, or no row in it. */
    public static Optional<String> read(Connection connection) throws SQLException {
        return read(connection, "schema-version").stream().findFirst();
    }

    private static List<String> read(Connection connection, String query) throws SQLException {
        List<String> told = Source.PULSES.read(connection, query);
        return told.isEmpty() ? Source.HISTORY.read(connection, query) : told;
    }
}
