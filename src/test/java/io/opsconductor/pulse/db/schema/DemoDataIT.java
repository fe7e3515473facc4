package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.ConfiguredMigrations;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** pulse.migrations.demo-data: rows for a demo where they are asked for, and never a surprise. */
class DemoDataIT {
    /** The contract's rows were counted in a database with demo data. */
    private static final Map<String, String> WITH_DEMO_DATA =
            rowsOf(Contract.read().afterAll());

    private static final String RECORDED = """
            SELECT script FROM flyway_schema_history
             WHERE success AND (script LIKE '050%' OR script LIKE '052%' OR script LIKE '104%') ORDER BY script""";

    private static final String TEMPLATES_IN_USE = """
            SELECT DISTINCT t.slug FROM device_registry d JOIN device_templates t ON t.id = d.template_id""";

    private static MigratedDatabase plain;
    private static MigratedDatabase demo;

    @BeforeAll
    static void migrate() {
        plain = MigratedDatabase.of(Edition.APACHE);
        demo = MigratedDatabase.of(Edition.APACHE, ConfiguredMigrations.with("demo-data", "true"));
    }

    @AfterAll
    static void drop() {
        plain.close();
        demo.close();
    }

    @Test
    void without_it_the_files_are_recorded_and_no_tenant_is_there() throws SQLException {
        assertThat(plain.rows(RECORDED))
                .containsExactly(
                        "050_cleanup_test_data.sql", "052_seed_test_data.sql", "104_seed_device_sensor_data.sql");
        assertThat(rows(plain))
                .containsOnlyKeys(
                        "rows account_tiers",
                        "rows app_settings",
                        "rows device_plans",
                        "rows device_templates",
                        "rows permissions",
                        "rows role_permissions",
                        "rows roles",
                        "rows template_commands",
                        "rows template_metrics",
                        "rows template_slots");
    }

    @Test
    void with_it_the_rows_of_the_contract_are_there() throws SQLException {
        assertThat(rows(demo)).containsAllEntriesOf(WITH_DEMO_DATA);
        assertThat(demo.rows("SELECT DISTINCT metadata ->> 'demo' FROM tenants"))
                .containsExactly("true");
    }

    @Test
    void the_demo_rows_have_gone_through_all_later_files() throws SQLException {
        assertThat(demo.rows(TEMPLATES_IN_USE)).containsExactly("lifeline-gateway-v1");
        assertThat(demo.rows("SELECT DISTINCT operator FROM alert_rules")).containsExactlyInAnyOrder("LT", "GT", "LTE");
        assertThat(demo.rows("SELECT device_id FROM device_registry WHERE plan_id IS NULL OR template_id IS NULL"))
                .isEmpty();
    }

    @Test
    void switched_on_later_it_changes_nothing() throws SQLException {
        assertUnchangedBy(plain, ConfiguredMigrations.with("demo-data", "true"));
    }

    @Test
    void switched_off_later_it_changes_nothing() throws SQLException {
        assertUnchangedBy(demo, ConfiguredMigrations.with());
    }

    private static void assertUnchangedBy(MigratedDatabase database, MigrationSettings settings) throws SQLException {
        Map<String, String> before = rows(database);
        assertThat(database.migrate(settings).applied()).isEmpty();
        assertThat(rows(database)).isEqualTo(before);
        assertThat(database.rows(RECORDED)).hasSize(3);
    }

    private static Map<String, String> rows(MigratedDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return rowsOf(Catalogue.read(connection).entries());
        }
    }

    private static Map<String, String> rowsOf(Map<String, String> catalogue) {
        List<String> keys = catalogue.keySet().stream()
                .filter(key -> key.startsWith("rows "))
                .toList();
        return new TreeMap<>(keys.stream().collect(Collectors.toMap(key -> key, catalogue::get)));
    }
}
