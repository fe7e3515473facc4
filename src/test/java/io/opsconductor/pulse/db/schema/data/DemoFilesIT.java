package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files with demo and test data do nothing to a database that did not ask for them. */
class DemoFilesIT {

    private static final String TABLES = "SELECT table_name FROM information_schema.tables"
            + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'flyway%'"
            + " AND table_name NOT IN ('schema_migrations', 'pulse_migration_log') ORDER BY 1";

    @ParameterizedTest
    @ValueSource(strings = {"050", "052", "104"})
    void no_row_is_added_changed_or_removed(String version) throws Exception {
        try (var database = SchemaDatabase.before(version)) {
            database.execute("""
                    INSERT INTO tenants (tenant_id, name) VALUES ('demo', 'Demo'), ('test', 'Test');
                    INSERT INTO device_registry (tenant_id, device_id, site_id)
                    SELECT t, d, 'test-site' FROM unnest('{demo,test}'::text[]) AS t,
                      unnest('{test-1,d1}'::text[]) AS d;
                    INSERT INTO alert_rules (tenant_id, name) VALUES ('test', 'test')""");
            var before = everyRow(database);

            database.apply(version);

            assertThat(everyRow(database)).isEqualTo(before);
        }
    }

    /** Without what is NULL: 052 adds columns and empty tables in any case. */
    private static List<String> everyRow(SchemaDatabase database) throws Exception {
        var rows = new ArrayList<String>();
        for (String table : database.rows(TABLES)) {
            String query = "SELECT '%1$s', jsonb_strip_nulls(to_jsonb(t))::text FROM %1$s t ORDER BY 2";
            rows.addAll(database.rows(query.formatted(table)));
        }
        return rows;
    }
}
