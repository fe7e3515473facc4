package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

        List<String> read(Connection connection, String query, Predicate<KnownTable> believed) throws SQLException {
            Optional<KnownTable> found = KnownTableCatalog.like(connection, table, columns).stream()
                    .filter(known -> known.code().isEmpty() && believed.test(known))
                    .findFirst()
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

    /**
     * The files that were applied; none where no table is there, or may be read, or is to be believed.
     *
     * @param named {@code pulse.migrations.history-schema}, whose tables' owner is meant
     */
    static List<String> scripts(Connection connection, Optional<String> named) throws SQLException {
        return read(connection, "schema-scripts", table -> table.stranger(
                        named.filter(table.schema()::equals).isPresent())
                .isEmpty());
    }

    /** As its file writes it; empty where no table is there, or may be read, or is to be believed, or no row in it. */
    public static Optional<String> read(Connection connection) throws SQLException {
        return read(connection, "schema-version", table -> table.stranger(false).isEmpty()).stream()
                .findFirst();
    }

    /** The same of a database that a backup was restored into: no owner of a table can log in there. */
    public static Optional<String> restored(Connection connection) throws SQLException {
        return read(connection, "schema-version", table -> true).stream().findFirst();
    }

    /** Why no version is told although a table is there; empty where no table is. */
    public static Optional<String> doubt(Connection connection) throws SQLException {
        for (Source source : Source.values()) {
            Optional<KnownTable> table = KnownTableCatalog.like(connection, source.table, source.columns).stream()
                    .filter(known -> known.danger().isPresent())
                    .findFirst();
            if (table.isPresent()) {
                return table.map(known ->
                        known.label() + " is not believed: " + known.danger().orElseThrow() + " -> " + known.remedy());
            }
        }
        return Optional.empty();
    }

    private static List<String> read(Connection connection, String query, Predicate<KnownTable> believed)
            throws SQLException {
        List<String> told = Source.PULSES.read(connection, query, believed);
        return told.isEmpty() ? Source.HISTORY.read(connection, query, believed) : told;
    }
}
