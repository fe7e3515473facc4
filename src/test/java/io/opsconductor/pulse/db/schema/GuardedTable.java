package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table, or a view of one, whose rows belong to tenants.
 *
 * @param ownerColumn tells whose a row is: the tenant, or the key of a row in {@code parent} that has one
 * @param parent null when the owner's column is the tenant
 * @param columns those that can be inserted
 * @param key the primary key's columns; null without one
 */
record GuardedTable(String name, boolean view, String ownerColumn, String parent, String columns, String key) {

    /** From the catalogue, so that no table made later is forgotten. */
    static List<GuardedTable> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SchemaResource.text("guarded-tables.sql"))) {
            List<GuardedTable> tables = new ArrayList<>();
            while (row.next()) {
                tables.add(new GuardedTable(
                        row.getString("name"),
                        row.getBoolean("view"),
                        row.getString("owner_column"),
                        row.getString("parent"),
                        row.getString("columns"),
                        row.getString("key")));
            }
            return tables;
        }
    }

    /** The tenant of the row {@code t}, in SQL; NULL for the system's rows. */
    String owner() {
        return parent == null
                ? "t." + ownerColumn
                : "(SELECT p.tenant_id FROM " + parent + " p WHERE p.id = t." + ownerColumn + ")";
    }

    /** What makes a row the tenant's, in SQL. */
    String ownedBy(String tenant) {
        return parent == null
                ? "'" + tenant + "'"
                : "(SELECT p.id FROM " + parent + " p WHERE p.tenant_id = '" + tenant + "')";
    }

    /** The key, if it can be the same for rows of two tenants only by intent. */
    Optional<String> keyWithoutOwner() {
        return Optional.ofNullable(key)
                .filter(columns -> !List.of(columns.split(", ")).contains(ownerColumn));
    }

    @Override
    public String toString() {
        return name;
    }
}
