package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Finds the few tables that we read or write by name, without a search path. */
public final class KnownTableCatalog {
    private KnownTableCatalog() {}

    /** Those whose owner is trusted first, and of those the one in {@code public}; views and the like included. */
    public static List<KnownTable> named(Connection connection, String... names) throws SQLException {
        List<Found> found = Query.list(
                connection, SqlFile.read("postgres/tables-named"), KnownTableCatalog::found, String.join(",", names));
        String shared = found.stream()
                .filter(Found::shared)
                .map(it -> Long.toString(it.table().oid()))
                .collect(Collectors.joining(","));
        if (shared.isEmpty()) {
            return found.stream().map(Found::table).toList();
        }
        Map<Long, KnownTable.Shared> known =
                Query.list(connection, SqlFile.read("postgres/tables-shared"), KnownTableCatalog::shared, shared)
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        // One that was dropped between the two questions is in neither.
        return found.stream()
                .filter(it -> !it.shared() || known.containsKey(it.table().oid()))
                .map(it -> it.shared() ? it.table().with(known.get(it.table().oid())) : it.table())
                .toList();
    }

    /** Those of this name that have these columns, beside others; in the same order. */
    public static List<KnownTable> like(Connection connection, String name, Set<String> columns) throws SQLException {
        return named(connection, name).stream()
                .filter(table -> table.columns().containsAll(columns))
                .toList();
    }

    /** A table, and whether more is to be asked of it. */
    private record Found(KnownTable table, boolean shared) {}

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                new KnownTable(
                        row.getLong("oid"),
                        row.getString("schema_name"),
                        row.getString("table_name"),
                        row.getString("owner"),
                        row.getBoolean("trusted_owner"),
                        row.getString("schema_owner"),
                        row.getBoolean("trusted_schema"),
                        row.getBoolean("ordinary"),
                        row.getBoolean("row_security"),
                        row.getBoolean("has_children"),
                        row.getBoolean("readable"),
                        row.getBoolean("usable"),
                        row.getBoolean("writable"),
                        row.getBoolean("has_expressions"),
                        Set.copyOf(Columns.texts(row, "columns")),
                        row.getBoolean("owned"),
                        KnownTable.Shared.WITH_NO_ROLE),
                row.getBoolean("shared"));
    }

    private static Map.Entry<Long, KnownTable.Shared> shared(ResultSet row) throws SQLException {
        return Map.entry(
                row.getLong("oid"),
                new KnownTable.Shared(
                        row.getBoolean("has_code"),
                        row.getBoolean("strangers_trigger"),
                        Columns.texts(row, "writers"),
                        Columns.texts(row, "members"),
                        Columns.texts(row, "closing")));
    }
}
