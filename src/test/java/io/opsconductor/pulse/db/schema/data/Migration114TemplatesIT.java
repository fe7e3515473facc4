package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 114: devices get the template that fits, and its required sensors. */
class Migration114TemplatesIT {

    private static final String SENSORS =
            "SELECT metric_key, source, template_metric_id IS NOT NULL, display_name, unit, last_value"
                    + " FROM device_sensors WHERE (tenant_id, device_id) = ('%s', '%s') ORDER BY 1";

    private static SchemaDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        migrate(database);
    }

    private static void migrate(SchemaDatabase database) throws Exception {
        database.execute("""
                INSERT INTO tenants (tenant_id, name) VALUES ('a', 'A'), ('b', 'B');
                INSERT INTO device_templates (tenant_id, name, slug, category, manufacturer, model)
                VALUES ('b', 'Own', 'b-gateway', 'gateway', 'acme', 'gw9'),
                  ('b', 'Own probe', 'b-probe', 'expansion_module', 'Lifeline', 'TP-100');
                INSERT INTO template_metrics (template_id, metric_key, display_name, data_type, unit, is_required)
                SELECT id, m, 'Measured ' || m, 'float', 'bar', m = 'pressure'
                FROM device_templates, unnest('{pressure,flow}'::text[]) AS m WHERE slug = 'b-gateway';
                INSERT INTO device_registry (tenant_id, device_id, site_id, manufacturer, model, device_type)
                VALUES
                  ('a', 'by type', 's', NULL, NULL, 'gateway'),
                  ('a', 'by model first', 's', ' LIFELINE ', 'tp-100', 'gateway'),
                  ('a', 'by type as spelt', 's', 'Acme', 'X', 'Humidity-Sensor'),
                  ('a', 'by slug', 's', NULL, NULL, 'lifeline-gps-tracker'),
                  ('a', 'fits none', 's', 'Lifeline', 'unheard of', 'toaster'),
                  ('a', 'nothing known', 's', NULL, NULL, NULL),
                  ('a', 'not of b', 's', 'Acme', 'GW9', 'b-gateway'),
                  ('a', 'chosen already', 's', NULL, NULL, 'gateway'),
                  ('b', 'own by model', 's', 'Acme', 'GW9', 'gateway'),
                  ('b', 'own by slug', 's', NULL, NULL, 'b-gateway'),
                  ('b', 'own before system', 's', 'Lifeline', 'TP-100', NULL);
                INSERT INTO sensors (tenant_id, device_id, metric_name, label, unit, last_value)
                VALUES ('a', 'by type', 'battery_pct', 'My battery', 'percent', 77),
                  ('a', 'by type', 'custom', 'My own', NULL, 1)""");
        database.apply("113");
        database.execute("""
                UPDATE device_registry
                SET template_id = (SELECT id FROM device_templates WHERE slug = 'lifeline-temp-probe')
                WHERE device_id = 'chosen already'""");
        database.apply("114");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void manufacturer_and_model_decide_then_the_type_and_own_templates_go_before_the_systems() throws Exception {
        assertThat(database.rows("SELECT d.tenant_id, d.device_id, t.slug FROM device_registry d"
                        + " LEFT JOIN device_templates t ON t.id = d.template_id ORDER BY 1, 2"))
                .containsExactly(
                        "a|by model first|lifeline-temp-probe",
                        "a|by slug|lifeline-gps-tracker",
                        "a|by type|lifeline-gateway-v1",
                        "a|by type as spelt|lifeline-humidity-sensor",
                        "a|chosen already|lifeline-temp-probe",
                        "a|fits none|",
                        "a|not of b|",
                        "a|nothing known|",
                        "b|own before system|b-probe",
                        "b|own by model|b-gateway",
                        "b|own by slug|b-gateway");
    }

    @Test
    void a_device_gets_the_required_sensors_of_its_template_and_not_the_optional_ones() throws Exception {
        assertThat(database.rows(SENSORS.formatted("b", "own by model")))
                .containsExactly("pressure|required|t|Measured pressure|bar|");
        assertThat(database.rows(SENSORS.formatted("a", "by type as spelt")))
                .containsExactly("humidity|required|t|Humidity|%|", "temperature|required|t|Temperature|degC|");
    }

    @Test
    void a_sensor_that_was_there_stays_unmodeled_and_as_it_was() throws Exception {
        assertThat(database.rows(SENSORS.formatted("a", "by type")))
                .containsExactly(
                        "battery_pct|unmodeled|f|My battery|percent|77",
                        "custom|unmodeled|f|My own||1",
                        "signal_rssi|required|t|Signal Strength|dBm|",
                        "uptime_seconds|required|t|Uptime|s|");
    }

    @Test
    void devices_without_a_fitting_template_or_with_one_already_get_no_sensor() throws Exception {
        for (String device : new String[] {"fits none", "nothing known", "not of b", "chosen already"}) {
            assertThat(database.rows(SENSORS.formatted("a", device))).as(device).isEmpty();
        }
    }

    @Test
    void run_twice_it_brings_back_no_sensor_that_somebody_deleted_and_no_template_that_somebody_changed()
            throws Exception {
        try (var again = SchemaDatabase.before("112")) {
            migrate(again);
            again.execute("""
                    DELETE FROM device_sensors WHERE (device_id, metric_key) = ('by slug', 'speed');
                    UPDATE device_registry
                    SET template_id = (SELECT id FROM device_templates WHERE slug = 'lifeline-temp-probe')
                    WHERE device_id = 'own by slug'""");
            var before = again.picture("device_sensors", "device_registry");

            assertThat(again.psql("114")).isEmpty();

            assertThat(again.picture("device_sensors", "device_registry")).isEqualTo(before);
        }
    }
}
