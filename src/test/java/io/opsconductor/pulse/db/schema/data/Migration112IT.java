package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 112: every legacy sensor and connection gets a row in device_sensors or device_transports. */
class Migration112IT {

    private static SchemaDatabase database;
    private static List<String> legacy;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        legacy = database.picture("sensors", "device_connections");
        database.apply("112");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void every_row_arrives_once() throws Exception {
        assertThat(database.value("SELECT count(*) FROM device_sensors")).isEqualTo("305");
        assertThat(database.value(
                        "SELECT count(*) FROM sensors s LEFT JOIN device_sensors n ON (n.tenant_id, n.device_id,"
                                + " n.metric_key) = (s.tenant_id, s.device_id, s.metric_name) WHERE n.id IS NULL"))
                .isEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM device_transports")).isEqualTo("303");
        assertThat(database.value("SELECT count(*) FROM device_connections c LEFT JOIN device_transports n"
                        + " USING (tenant_id, device_id) WHERE n.id IS NULL"))
                .isEqualTo("0");
    }

    @Test
    void a_sensor_keeps_what_it_is_called_measures_and_last_said() throws Exception {
        String query = """
                SELECT tenant_id, device_id, metric_key, display_name, unit, min_range, max_range,
                  precision_digits, status, last_value, last_seen_at::date
                FROM device_sensors WHERE tenant_id <> 'c' ORDER BY 1, 2, 3""";

        assertThat(database.rows(query))
                .containsExactly(
                        "a|d1|battery_pct|battery_pct|%|0|100|2|inactive|50|2023-06-01",
                        "a|d1|temp_c|Freezer|°C|-40|85.5|3|active|1.25|2024-01-01",
                        "a|d2|x|x||||0|inactive||",
                        "a|d2|y|Why||||1|error||",
                        "b|d1|temp_c|Oven|°C|||1|active|200|2024-01-01");
    }

    @Test
    void a_sensor_from_before_templates_is_unmodeled_and_as_old_as_it_was() throws Exception {
        assertThat(database.rows("SELECT DISTINCT source, template_metric_id, device_module_id FROM device_sensors"))
                .containsExactly("unmodeled||");
        assertThat(database.rows("SELECT DISTINCT created_at::date, updated_at::date FROM device_sensors"
                        + " WHERE tenant_id <> 'c'"))
                .containsExactly("2023-01-01|2023-02-01");
    }

    @Test
    void a_connection_becomes_the_primary_transport_of_its_device() throws Exception {
        String query = """
                SELECT tenant_id, device_id, ingestion_protocol, physical_connectivity, is_primary,
                  status, carrier_integration_id, last_connected_at::date, created_at::date,
                  updated_at::date, protocol_config
                FROM device_transports WHERE tenant_id <> 'c' ORDER BY 1, 2""";

        assertThat(database.rows(query))
                .containsExactly(
                        "a|d1|mqtt_direct|lora|t|inactive|71|2024-03-01|2023-01-01|2023-02-01|{}",
                        "a|d2|mqtt_direct|cellular|t|inactive|||2023-01-01|2023-02-01|{}",
                        "b|d1|mqtt_direct|wifi|t|active||2024-03-01|2023-01-01|2023-02-01|{}");
    }

    @Test
    void everything_about_the_carrier_is_in_the_configuration_where_it_was_not_null() throws Exception {
        assertThat(database.rows("SELECT key, value FROM device_transports,"
                        + " jsonb_each(connectivity_config) WHERE (tenant_id, device_id) = ('a', 'd1') ORDER BY key"))
                .containsExactly(
                        "apn|\"iot\"",
                        "billing_cycle_start|15",
                        "carrier_account_id|\"acc\"",
                        "carrier_device_id|\"dev\"",
                        "carrier_name|\"Holo\"",
                        "data_limit_mb|500",
                        "data_used_mb|12.75",
                        "data_used_updated_at|\"2024-02-01T08:00:00.123456Z\"",
                        "ip_address|\"10.1.2.3\"",
                        "last_network_attach|\"2024-03-01T00:00:00.000000Z\"",
                        "last_network_detach|\"2024-02-28T00:00:00.000000Z\"",
                        "metadata|{\"k\": [1, null]}",
                        "msisdn|\"+999\"",
                        "network_status|\"connected\"",
                        "plan_name|\"IoT 500\"",
                        "sim_iccid|\"8999\"",
                        "sim_status|\"suspended\"");
        assertThat(database.value("SELECT connectivity_config FROM device_transports"
                        + " WHERE (tenant_id, device_id) = ('a', 'd2')"))
                .isEqualTo("{\"ip_address\": \"2001:db8::1\", \"network_status\": \"suspended\"}");
    }

    @Test
    void the_old_tables_are_only_read() throws Exception {
        assertThat(database.picture("sensors", "device_connections")).isEqualTo(legacy);
    }
}
