package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.archive.CatalogueRows;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.postgres.SchemaVersionCatalog;
import io.opsconductor.pulse.db.postgres.sql.CopiedTable;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Counts what a restored database holds. Reads every row of it, as the proof demands. */
public final class RestoredCatalog {
    private RestoredCatalog() {}

    /** One of the manifest's tables as it is here. */
    private record Table(String name, String quoted, boolean present, boolean ofExtension, Optional<String> copied) {}

    /** @param filled what became of materialized views when they were filled */
    public static Restored read(
            Database database, Restorable backup, ArchiveToc toc, HeldFunctionsStore functions, Filled filled)
            throws InterruptedException {
        // In a session of its own: the other one does not see what is compressed.
        RecomputedCatalog.Views views = RecomputedCatalog.views(database, toc, functions, filled);
        try (Connection connection = database.connect("compare")) {
            Query.list(connection, SqlFile.read("drill/count-as-dumped"), row -> true);
            String[] names = backup.rows().keySet().toArray(String[]::new);
            List<Table> tables =
                    Query.list(connection, SqlFile.read("drill/tables"), RestoredCatalog::table, (Object) names);
            Map<String, Long> rows = new HashMap<>();
            Set<String> extensionTables = new HashSet<>();
            for (Table table : tables) {
                if (table.ofExtension()) {
                    extensionTables.add(table.name());
                } else if (table.present()) {
                    rows.put(table.name(), count(connection, table));
                }
            }
            return new Restored(
                    rows,
                    extensionTables,
                    Query.list(connection, SqlFile.read("drill/other-tables"), row -> row.getString("quoted"), (Object)
                            known(backup, toc)),
                    contents(connection),
                    SchemaVersionCatalog.restored(connection),
                    RecomputedCatalog.read(connection, toc, views, filled),
                    DatabaseSizeCatalog.bytes(connection));
        } catch (SQLException e) {
            throw functions.called(e).orElseGet(() -> database.failure(e));
        }
    }

    /** A dump of another tool may hold tables without their rows, or with rows that are not counted. */
    private static String[] known(Restorable backup, ArchiveToc toc) {
        Stream<String> others =
                backup.foreign().isPresent() ? NotCompared.tables(toc).stream() : Stream.<String>empty();
        return Stream.concat(backup.rows().keySet().stream(), others).toArray(String[]::new);
    }

    private static Table table(ResultSet row) throws SQLException {
        return new Table(
                row.getString("name"),
                row.getString("quoted"),
                row.getBoolean("present"),
                row.getBoolean("of_extension"),
                Optional.ofNullable(row.getString("copied")));
    }

    private static long count(Connection connection, Table table) throws SQLException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while rows were counted");
        }
        return CopiedTable.rows(connection, table.quoted(), table.copied());
    }

    private static Contents contents(Connection connection) throws SQLException {
        CatalogueRows catalogue = new CatalogueRows();
        List<String> tables =
                Query.list(connection, SqlFile.read("drill/catalogue-tables"), row -> row.getString("name"), (Object)
                        CatalogueRows.TABLES.toArray(String[]::new));
        for (String table : tables) {
            Query.list(connection, "SELECT * FROM " + table, row -> {
                catalogue.add(table, columns(row));
                return true;
            });
        }
        return catalogue.contents(Set.of());
    }

    private static Map<String, String> columns(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnName(i), row.getString(i));
        }
        return values;
    }
}
