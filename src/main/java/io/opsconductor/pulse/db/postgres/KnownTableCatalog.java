package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Finds the few tables that we read or write by name, without a search path. */
public final class KnownTableCatalog {
    private KnownTableCatalog() {}

    /** Those whose owner is trusted first, and of those the one in {@code public}; views and the like included. */
    public static List<KnownTable> named(Connection connection, String... names) throws SQLException {
        return Query.list(
                connection, SqlFile.read("postgres/tables-named"), KnownTableCatalog::table, String.join(",", names));
    }

    /** Those of this name that have these columns, beside others; in the same order. */
    public static List<KnownTable> like(Connection connection, String name, Set<String> columns) throws SQLException {
        return named(connection, name).stream()
                .filter(table -> table.columns().containsAll(columns))
                .toList();
    }

    private static KnownTable table(ResultSet row) throws SQLException {
        return new KnownTable(
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
                row.getBoolean("has_code"),
                row.getBoolean("strangers_trigger"),
                Set.copyOf(texts(row, "columns")),
                row.getBoolean("owned"),
                texts(row, "writers"),
                texts(row, "members"),
                texts(row, "closing"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
