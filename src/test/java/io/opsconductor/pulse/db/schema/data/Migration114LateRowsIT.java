package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 114: what services wrote after 112 catches up, on whichever side it was written. */
class Migration114LateRowsIT {

    private static SchemaDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        database.apply("113");
        // Old services go on writing to the old tables.
        database.execute("""
                INSERT INTO sensors (tenant_id, device_id, metric_name, label, status, last_value, last_seen_at)
                VALUES ('a', 'd2', 'late', 'Late', 'stale', 3, '2024-05-01');
                UPDATE sensors SET last_value = 9, last_seen_at = '2024-06-01' WHERE sensor_id = 501;
                UPDATE sensors SET last_value = 51, last_seen_at = '2024-06-01' WHERE sensor_id = 502;
                INSERT INTO device_connections (tenant_id, device_id, connection_type, sim_status)
                VALUES ('b', 'd2', 'satellite', 'deactivated')""");
        // New ones have a later value, and keys of their own.
        database.execute("""
                UPDATE device_sensors SET last_value = 52, last_seen_at = '2024-07-01' WHERE metric_key = 'battery_pct';
                UPDATE device_transports SET connectivity_config = connectivity_config || '{"own": 1}'
                WHERE (tenant_id, device_id) = ('a', 'd1')""");
        database.execute("UPDATE device_connections SET data_used_mb = 99, carrier_name = NULL, sim_status = 'active'"
                + " WHERE id = 601");
        // And here the new one comes last.
        database.execute("UPDATE device_connections SET carrier_name = 'Old' WHERE id = 603");
        database.execute("UPDATE device_transports SET connectivity_config = '{\"carrier_name\": \"New\"}'"
                + " WHERE (tenant_id, device_id) = ('b', 'd1')");
        database.apply("114");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void a_late_sensor_arrives_as_any_other() throws Exception {
        assertThat(database.value("SELECT display_name, status, source, last_value, last_seen_at::date"
                        + " FROM device_sensors WHERE metric_key = 'late'"))
                .isEqualTo("Late|inactive|unmodeled|3|2024-05-01");
    }

    @Test
    void a_late_connection_arrives_as_any_other() throws Exception {
        assertThat(database.value("SELECT ingestion_protocol, physical_connectivity, status,"
                        + " connectivity_config ->> 'sim_status' FROM device_transports"
                        + " WHERE (tenant_id, device_id) = ('b', 'd2')"))
                .isEqualTo("mqtt_direct|satellite|inactive|deactivated");
    }

    @Test
    void of_two_values_of_a_sensor_the_later_observation_wins() throws Exception {
        assertThat(database.rows("SELECT metric_key, last_value, last_seen_at::date FROM device_sensors"
                        + " WHERE (tenant_id, device_id) = ('a', 'd1') ORDER BY 1"))
                .containsExactly("battery_pct|52|2024-07-01", "temp_c|9|2024-06-01");
    }

    @Test
    void a_connection_changed_last_in_the_old_table_counts_as_a_whole_and_keys_unknown_to_it_stay() throws Exception {
        String query = """
                SELECT status, connectivity_config ->> 'data_used_mb',
                  connectivity_config ? 'carrier_name', connectivity_config ->> 'apn',
                  connectivity_config ->> 'own'
                FROM device_transports WHERE (tenant_id, device_id) = ('a', 'd1')""";

        assertThat(database.value(query)).isEqualTo("active|99|f|iot|1");
    }

    @Test
    void a_connection_changed_last_in_the_new_table_stays() throws Exception {
        assertThat(database.value("SELECT connectivity_config FROM device_transports"
                        + " WHERE (tenant_id, device_id) = ('b', 'd1')"))
                .isEqualTo("{\"carrier_name\": \"New\"}");
    }

    @Test
    void every_row_has_arrived_once() throws Exception {
        assertThat(database.value("SELECT count(*) FROM device_sensors")).isEqualTo("306");
        assertThat(database.value("SELECT count(*) FROM device_transports")).isEqualTo("304");
    }

    @Test
    void run_twice_it_changes_nothing() throws Exception {
        String[] tables = {"device_sensors", "device_transports", "device_registry", "sensors", "device_connections"};
        var before = database.picture(tables);

        assertThat(database.psql("114")).isEmpty();

        assertThat(database.picture(tables)).isEqualTo(before);
    }
}
