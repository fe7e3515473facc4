package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 018: tenants get a table, and those that are there already a row in it. */
class Migration018IT {

    @Test
    void whoever_owns_devices_integrations_or_rules_becomes_a_tenant_named_by_its_id() throws Exception {
        try (var database = SchemaDatabase.before("018")) {
            database.execute("""
                    INSERT INTO device_registry (tenant_id, device_id, site_id)
                    VALUES ('devices', 'd1', 's'), ('devices', 'd2', 's'), ('both', 'd1', 's');
                    INSERT INTO integrations (tenant_id, name, config_json)
                    VALUES ('integrations', 'w', '{"url": "x"}'), ('both', 'w', '{"url": "x"}');
                    INSERT INTO alert_rules (tenant_id, name) VALUES ('rules', 'r')""");

            database.apply("018");

            assertThat(database.rows("SELECT tenant_id, name, status, deleted_at FROM tenants ORDER BY 1"))
                    .containsExactly(
                            "both|both|ACTIVE|",
                            "devices|devices|ACTIVE|",
                            "integrations|integrations|ACTIVE|",
                            "rules|rules|ACTIVE|");
        }
    }

    @Test
    void tenants_of_which_only_states_or_alerts_are_left_do_not_come_back() throws Exception {
        try (var database = SchemaDatabase.before("018")) {
            database.execute("""
                    INSERT INTO device_state (tenant_id, site_id, device_id) VALUES ('gone', 's', 'd');
                    INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary)
                    VALUES ('gone', 's', 'd', 'NO_HEARTBEAT', 'silent')""");

            database.apply("018");

            assertThat(database.rows("SELECT tenant_id FROM tenants")).isEmpty();
            assertThat(database.value("SELECT (SELECT count(*) FROM device_state), (SELECT count(*) FROM fleet_alert)"))
                    .as("removing them is for 036a")
                    .isEqualTo("1|1");
        }
    }
}
