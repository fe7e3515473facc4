package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 115: the views show what only the new tables know, in the shape of before. */
class Migration115NewRowsIT {

    private static SchemaDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        database.apply("115");
        database.execute("""
                INSERT INTO device_sensors (id, tenant_id, device_id, metric_key, display_name, status, source)
                VALUES (9001, 'a', 'd3', 'flow', 'Flow', 'inactive', 'required');
                UPDATE device_sensors SET status = 'inactive', last_value = 7 WHERE display_name = 'Freezer';
                INSERT INTO device_transports (id, tenant_id, device_id, ingestion_protocol, connectivity_config)
                VALUES (9001, 'a', 'd3', 'lorawan',
                  '{"data_limit_mb": "lots", "billing_cycle_start": 3, "data_used_mb": 1e400,
                    "ip_address": "10.0.0.9"}');
                UPDATE device_transports SET is_primary = false WHERE (tenant_id, device_id) = ('b', 'd1');
                INSERT INTO device_transports (id, tenant_id, device_id, ingestion_protocol, physical_connectivity)
                VALUES (9002, 'b', 'd1', 'http_api', 'ethernet')""");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void a_sensor_that_old_services_do_not_know_has_a_negative_id() throws Exception {
        assertThat(database.value("SELECT sensor_id, sensor_type, label, status, auto_discovered FROM sensors"
                        + " WHERE metric_name = 'flow'"))
                .isEqualTo("-9001|unknown|Flow|disabled|f");
    }

    @Test
    void what_new_services_change_is_seen_by_old_ones() throws Exception {
        assertThat(database.value(
                        "SELECT sensor_id, sensor_type, status, last_value FROM sensors WHERE label = 'Freezer'"))
                .isEqualTo("501|temperature|disabled|7");
    }

    @Test
    void what_is_no_number_in_a_configuration_is_null_and_spoils_nobodys_answer() throws Exception {
        assertThat(database.value(
                        "SELECT id, connection_type, data_limit_mb, billing_cycle_start, data_used_mb, ip_address,"
                                + " network_status FROM device_connections WHERE (tenant_id, device_id) = ('a', 'd3')"))
                .isEqualTo("-9001|other||3|||unknown");
    }

    @Test
    void of_several_transports_the_connection_is_the_primary_one() throws Exception {
        assertThat(database.rows("SELECT id, connection_type FROM device_connections WHERE tenant_id = 'b'"))
                .containsExactly("603|ethernet");
    }
}
