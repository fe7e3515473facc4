package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Reads which migration a database is at. Pulse's {@code schema_migrations} tells it where that is kept, and the history
 * where it is not.
 */
public final class SchemaVersionCatalog {
    private static final String VERSION = "schema-version";

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

        List<String> read(Connection connection, List<KnownTable> all, String query, Predicate<KnownTable> believed)
                throws SQLException {
            Optional<KnownTable> found = harmless(all).filter(believed).findFirst();
            return found.isEmpty() ? List.of() : read(connection, query, found.get());
        }

        Stream<KnownTable> harmless(List<KnownTable> all) {
            return of(all).filter(known -> known.code().isEmpty());
        }

        Stream<KnownTable> of(List<KnownTable> all) {
            return all.stream()
                    .filter(known ->
                            known.name().equals(table) && known.columns().containsAll(columns));
        }

        List<String> read(Connection connection, String query, KnownTable found) throws SQLException {
            return found.usable() && found.readable()
                    ? Query.list(
                            connection,
                            SqlFile.read("postgres/" + query + suffix).formatted(found.identifier()),
                            row -> row.getString(1))
                    : List.of();
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
        return read(connection, VERSION, table -> table.stranger(false).isEmpty()).stream()
                .findFirst();
    }

    /**
     * Those of a database that a backup was restored into: no owner of a table can log in there, and whose table was read when
     * the backup was taken does not show.
     */
    public static List<String> restored(Connection connection) throws SQLException {
        List<String> versions = new ArrayList<>();
        List<KnownTable> all = all(connection);
        for (Source source : Source.values()) {
            for (KnownTable table : source.harmless(all).toList()) {
                source.read(connection, VERSION, table).stream().findFirst().ifPresent(versions::add);
            }
        }
        return versions;
    }

    /** Why no version is told although a table is there; empty where no table is. */
    public static Optional<String> doubt(Connection connection) throws SQLException {
        List<KnownTable> all = all(connection);
        for (Source source : Source.values()) {
            Optional<KnownTable> table =
                    source.of(all).filter(known -> known.danger().isPresent()).findFirst();
            if (table.isPresent()) {
                return table.map(known ->
                        known.label() + " is not believed: " + known.danger().orElseThrow() + " -> " + known.remedy());
            }
        }
        return Optional.empty();
    }

    private static List<String> read(Connection connection, String query, Predicate<KnownTable> believed)
            throws SQLException {
        List<KnownTable> all = all(connection);
        List<String> told = Source.PULSES.read(connection, all, query, believed);
        return told.isEmpty() ? Source.HISTORY.read(connection, all, query, believed) : told;
    }

    private static List<KnownTable> all(Connection connection) throws SQLException {
        return KnownTableCatalog.named(
                connection,
                Stream.of(Source.values()).map(source -> source.table).toArray(String[]::new));
    }
}
