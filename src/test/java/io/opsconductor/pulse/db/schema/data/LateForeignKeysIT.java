package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * 036 and 036a on a database of the Python runner, which took both for one version and left one of them out: applied at
 * the very end they do the same to the tables that are left.
 */
class LateForeignKeysIT {

    private static final String KEYS = """
            SELECT conrelid::regclass, convalidated FROM pg_constraint
            WHERE conname IN ('fk_device_registry_tenant', 'fk_device_state_tenant', 'fk_fleet_alert_tenant',
              'fk_alert_rules_tenant') ORDER BY conname""";

    @Test
    void at_the_end_they_add_the_keys_remove_the_orphans_and_pass_over_tables_that_are_gone() throws Exception {
        try (var database = SchemaDatabase.before("115")) {
            database.execute("""
                    ALTER TABLE device_registry DROP CONSTRAINT fk_device_registry_tenant;
                    ALTER TABLE device_state DROP CONSTRAINT fk_device_state_tenant;
                    ALTER TABLE fleet_alert DROP CONSTRAINT fk_fleet_alert_tenant;
                    ALTER TABLE alert_rules DROP CONSTRAINT fk_alert_rules_tenant;
                    INSERT INTO tenants (tenant_id, name) VALUES ('real', 'R');
                    INSERT INTO device_registry (tenant_id, device_id, site_id)
                    VALUES ('real', 'd', 's'), ('ghost', 'd', 's');
                    INSERT INTO alert_rules (tenant_id, name) VALUES ('real', 'r'), ('ghost', 'r')""");
            database.apply("115");

            database.psql("036");

            assertThat(database.rows(KEYS))
                    .containsExactly("alert_rules|f", "device_registry|f", "device_state|f", "fleet_alert|f");
            assertThat(database.value("SELECT count(*) FROM device_registry")).isEqualTo("2");

            assertThat(database.psql("036a"))
                    .contains("1 rows removed from device_registry, of tenants that do not exist: ghost");

            assertThat(database.rows(KEYS))
                    .containsExactly("alert_rules|t", "device_registry|t", "device_state|t", "fleet_alert|t");
            assertThat(database.rows(
                            "SELECT tenant_id FROM device_registry UNION ALL SELECT tenant_id FROM alert_rules"))
                    .containsExactly("real", "real");
        }
    }
}
