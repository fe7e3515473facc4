package io.opsconductor.pulse.db.isolation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Reads from PostgreSQL's catalogues, which everybody may read, how the tenants of a database are kept apart. */
final class IsolationCatalog {
    private IsolationCatalog() {}

    /** @param column the column that says whose a row is */
    static Tenancy read(Database database, String column) {
        return database.read(connection -> new Tenancy(
                Query.list(connection, SqlFile.read("isolation/tables"), IsolationCatalog::table, column),
                Query.list(connection, SqlFile.read("isolation/views"), IsolationCatalog::view, column)));
    }

    /** All policies of tables with that column, and of what they join. */
    static Policies policies(Database database, String column, Set<String> serviceRoles) {
        return database.read(connection -> {
            Set<String> roles = new HashSet<>(serviceRoles);
            roles.addAll(Query.list(connection, SqlFile.read("isolation/superusers"), row -> row.getString("role")));
            return new Policies(
                    Query.list(connection, SqlFile.read("isolation/policies"), IsolationCatalog::policy, column),
                    Query.list(connection, SqlFile.read("isolation/joined"), IsolationCatalog::joined, column),
                    column,
                    roles);
        });
    }

    private static TenantPolicy policy(ResultSet row) throws SQLException {
        return new TenantPolicy(
                name(row.getString("schema_name"), row.getString("table_name")),
                row.getString("policy_name"),
                row.getBoolean("permissive"),
                row.getString("command"),
                Set.of((String[]) row.getArray("roles").getArray()),
                row.getBoolean("readable"),
                Optional.ofNullable(row.getString("using_text")),
                Optional.ofNullable(row.getString("check_text")),
                Set.of((Long[]) row.getArray("unheld").getArray()));
    }

    private static JoinedRelation joined(ResultSet row) throws SQLException {
        return new JoinedRelation(
                row.getLong("oid"),
                row.getString("schema_name"),
                row.getString("relation_name"),
                row.getString("kind"),
                row.getBoolean("guarded"),
                Set.of((String[]) row.getArray("keys").getArray()));
    }

    private static TenantTable table(ResultSet row) throws SQLException {
        return new TenantTable(
                name(row.getString("schema_name"), row.getString("table_name")),
                row.getString("identifier"),
                row.getBoolean("can_be_guarded"),
                row.getBoolean("guarded"),
                List.of(),
                List.of(),
                false,
                row.getBoolean("has_chunks"));
    }

    private static TenantView view(ResultSet row) throws SQLException {
        return new TenantView(
                name(row.getString("schema_name"), row.getString("view_name")),
                row.getString("identifier"),
                row.getString("owner"),
                Optional.ofNullable(row.getString("sources")));
    }

    /** Quoted where a dot in it would make it that of a table in another schema. */
    static String name(String schema, String relation) {
        return (schema.equals("public") ? "" : shown(schema) + ".") + shown(relation);
    }

    private static String shown(String name) {
        return name.contains(".") ? SqlIdentifier.of(name) : name;
    }
}
