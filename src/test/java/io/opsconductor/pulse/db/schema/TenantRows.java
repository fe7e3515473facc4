package io.opsconductor.pulse.db.schema;

import java.sql.SQLException;

/** Rows of tenants in every table that row security guards, and of modules, widgets and metrics below them. */
final class TenantRows {
    private TenantRows() {}

    static void insert(MigratedDatabase database, String... tenants) throws SQLException {
        for (String tenant : tenants) {
            database.execute(SchemaResource.text("tenant-rows.sql").replace("${tenant}", tenant));
        }
    }
}
