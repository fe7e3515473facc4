package io.opsconductor.pulse.db.rehearse;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.rehearse.Relations.Relation;
import io.opsconductor.pulse.db.rehearse.SchemaFacts.Table;

/** Reads what a database holds; counts every row. */
final class SchemaFactsCatalog {
    private SchemaFactsCatalog() {}

    private record Named(long number, String name, Table table) {}

    /** @param reader as a role from which no row is hidden */
    static SchemaFacts read(Database reader) {
        return reader.read("rehearse", connection -> {
            Relations relations = RelationCatalog.read(connection);
            List<Named> found = Query.list(connection, SqlFile.read("rehearse/tables"), SchemaFactsCatalog::table);
            Map<Long, Long> rows = RowCountCatalog.read(
                    connection, relations, found.stream().map(Named::number).collect(Collectors.toSet()));
            Map<String, Table> tables = new LinkedHashMap<>();
            found.forEach(
                    table -> tables.put(table.name(), table.table().withRows(rows.getOrDefault(table.number(), 0L))));
            List<String> jobs = RelationCatalog.hasTimescale(connection)
                    ? Query.list(connection, SqlFile.read("rehearse/jobs"), row -> row.getString("job"))
                    : List.of();
            List<String> invalid = relations.byNumber().values().stream()
                    .filter(Relation::invalid)
                    .map(Relation::name)
                    .sorted()
                    .toList();
            return new SchemaFacts(tables, jobs, invalid, DatabaseSizeCatalog.bytes(connection));
        });
    }

    private static Named table(ResultSet row) throws SQLException {
        return new Named(
                row.getLong("oid"),
                row.getString("name"),
                new Table(
                        0,
                        row.getBoolean("secured"),
                        row.getBoolean("forced"),
                        texts(row.getArray("columns")),
                        texts(row.getArray("policies"))));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
