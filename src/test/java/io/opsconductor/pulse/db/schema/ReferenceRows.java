package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;

/**
 * The rows that the services take for granted: src/test/resources/schema/reference-data.json. Its headings begin with
 * the table; what stands below is either an object, key to value, or a list of rows with the columns that count.
 */
final class ReferenceRows {
    /** Tables that are given as objects: what the keys and values are. */
    private static final Map<String, String> AS_OBJECT = Map.of(
            "permissions",
            "SELECT action AS key, to_jsonb(category) AS value FROM permissions",
            "app_settings",
            "SELECT key, to_jsonb(value) AS value FROM app_settings",
            "roles",
            """
            SELECT r.name AS key, jsonb_agg(p.action ORDER BY p.action COLLATE "C") AS value
              FROM roles r JOIN role_permissions g ON g.role_id = r.id JOIN permissions p ON p.id = g.permission_id
             WHERE r.tenant_id IS NULL AND r.is_system
             GROUP BY r.name""");

    private ReferenceRows() {}

    /** A line for each row that is missing, or there and not wanted. */
    static List<String> differences(Connection connection) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> document :
                SchemaResource.json("reference-data.json", JsonNode.class).properties()) {
            String table = document.getKey().split("[ (]", 2)[0];
            differences.addAll(differences(connection, table, document.getValue()));
        }
        return differences;
    }

    private static List<String> differences(Connection connection, String table, JsonNode rows) throws SQLException {
        boolean isObject = rows.getNodeType() == JsonNodeType.OBJECT;
        String wanted = isObject ? "jsonb_each(?::jsonb)" : "(SELECT NULL, jsonb_array_elements(?::jsonb))";
        String found =
                isObject ? AS_OBJECT.get(table) : "SELECT NULL, to_jsonb(r) FROM (" + columns(table, rows) + ") r";
        String sql = """
                WITH wanted (key, value) AS (SELECT * FROM %s AS w (key, value)), found (key, value) AS (%s)
                SELECT 'missing: ' || concat_ws(' = ', key, value) FROM (TABLE wanted EXCEPT ALL TABLE found) AS d
                UNION ALL
                SELECT 'not wanted: ' || concat_ws(' = ', key, value) FROM (TABLE found EXCEPT ALL TABLE wanted) AS d
                """.formatted(wanted, found);
        List<String> differences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, rows.toString());
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                differences.add(table + " " + result.getString(1));
            }
        }
        return differences;
    }

    private static String columns(String table, JsonNode rows) {
        return StreamSupport.stream(((Iterable<String>) rows.get(0)::fieldNames).spliterator(), false)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
    }
}
