package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 115: what services of before still write to the views, as tenant a, reaches the new tables or is refused clearly. */
class Migration115WritingIT {

    private static SchemaDatabase database;

    /** In a transaction that is rolled back. */
    private SqlSession service;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        database.apply("115");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @BeforeEach
    void begin() throws Exception {
        service = database.as("pulse_app", "a");
        service.execute("BEGIN");
    }

    @AfterEach
    void rollBack() throws Exception {
        service.close();
    }

    @Test
    void a_new_sensor_gets_the_defaults_of_the_old_table_and_an_id_that_rules_can_name() throws Exception {
        String id = service.value(
                "INSERT INTO sensors (tenant_id, device_id, metric_name, label) VALUES ('a', 'd3', 'p', 'Pressure')"
                        + " RETURNING sensor_id");
        service.execute("INSERT INTO alert_rules (tenant_id, name, sensor_id) VALUES ('a', 'r', " + id + ")");

        assertThat(service.value("SELECT sensor_type, status, auto_discovered, precision_digits, metadata FROM sensors"
                        + " WHERE sensor_id = " + id))
                .isEqualTo("unknown|active|t|1|{}");
        assertThat(service.value("SELECT display_name, status, source FROM device_sensors WHERE metric_key = 'p'"))
                .isEqualTo("Pressure|active|unmodeled");
    }

    @Test
    void a_changed_sensor_is_changed_in_the_new_table_and_keeps_what_only_the_old_one_knows() throws Exception {
        assertThat(service.execute(
                        "UPDATE sensors SET last_value = 3, last_seen_at = '2025-01-01', sensor_type = 'probe',"
                                + " metadata = '{\"rack\": 8}', status = 'stale' WHERE sensor_id = 501"))
                .isEqualTo(1);

        assertThat(service.value("SELECT last_value, status, display_name FROM device_sensors"
                        + " WHERE display_name = 'Freezer'"))
                .isEqualTo("3|inactive|Freezer");
        assertThat(service.value("SELECT sensor_type, status, metadata FROM sensors WHERE sensor_id = 501"))
                .isEqualTo("probe|stale|{\"rack\": 8}");
    }

    @Test
    void a_deleted_sensor_is_gone_on_both_sides_and_its_rule_stays() throws Exception {
        service.execute("INSERT INTO alert_rules (tenant_id, name, sensor_id) VALUES ('a', 'r', 501)");

        assertThat(service.execute("DELETE FROM sensors WHERE sensor_id = 501")).isEqualTo(1);

        assertThat(service.rows("SELECT id FROM device_sensors WHERE display_name = 'Freezer'"))
                .isEmpty();
        assertThat(service.rows("SELECT sensor_id FROM _deprecated_sensors WHERE sensor_id = 501"))
                .isEmpty();
        assertThat(service.value("SELECT name, sensor_id FROM alert_rules")).isEqualTo("r|");
    }

    @Test
    void a_sensor_of_the_new_tables_can_be_changed_by_an_old_service_too() throws Exception {
        service.execute("INSERT INTO device_sensors (id, tenant_id, device_id, metric_key, display_name)"
                + " VALUES (9001, 'a', 'd3', 'flow', 'Flow')");

        assertThat(service.execute("UPDATE sensors SET sensor_type = 'flow' WHERE sensor_id = -9001"))
                .isEqualTo(1);

        assertThat(service.value("SELECT sensor_id, sensor_type, label FROM sensors WHERE metric_name = 'flow'"))
                .isEqualTo("-9001|flow|Flow");
        assertThat(service.value("SELECT source FROM device_sensors WHERE metric_key = 'flow'"))
                .isEqualTo("required");
    }

    @Test
    void a_sensor_that_exists_or_a_state_nobody_knows_is_refused_as_it_always_was() throws Exception {
        assertRefused(
                "INSERT INTO sensors (tenant_id, device_id, metric_name) VALUES ('a', 'd1', 'temp_c')",
                "device_sensors_tenant_id_device_id_metric_key_key");
        assertRefused("UPDATE sensors SET status = 'odd' WHERE sensor_id = 501", "sensors_status_check");
        assertRefused(
                "INSERT INTO sensors (tenant_id, device_id, metric_name) VALUES ('a', 'no such device', 'm')",
                "device_sensors_tenant_id_device_id_fkey");
    }

    @Test
    void on_conflict_with_columns_is_refused_by_postgresql_and_writes_nothing() throws Exception {
        assertRefused(
                "INSERT INTO sensors (tenant_id, device_id, metric_name, last_value) VALUES ('a', 'd1', 'temp_c', 99)"
                        + " ON CONFLICT (tenant_id, device_id, metric_name) DO UPDATE SET last_value = 99",
                "no unique or exclusion constraint matching the ON CONFLICT");
        assertThat(service.rows("SELECT 1 FROM sensors WHERE last_value = 99")).isEmpty();
    }

    @Test
    void a_new_connection_becomes_a_transport() throws Exception {
        service.execute("INSERT INTO device_connections (tenant_id, device_id, carrier_name, ip_address)"
                + " VALUES ('a', 'd3', 'Holo', '10.9.9.9')");

        String query = """
                SELECT ingestion_protocol, physical_connectivity, status, is_primary,
                  connectivity_config ->> 'carrier_name', connectivity_config ->> 'ip_address'
                FROM device_transports WHERE device_id = 'd3'""";

        assertThat(service.value(query)).isEqualTo("mqtt_direct|cellular|active|t|Holo|10.9.9.9");
        assertThat(service.value("SELECT sim_status, network_status, ip_address, data_used_mb FROM device_connections"
                        + " WHERE device_id = 'd3'"))
                .isEqualTo("active|unknown|10.9.9.9|0");
    }

    @Test
    void a_changed_connection_is_changed_in_its_transport() throws Exception {
        assertThat(service.execute("UPDATE device_connections SET sim_status = 'active', network_status = 'connected',"
                        + " data_used_mb = 20.5, data_used_updated_at = '2025-01-01', apn = NULL WHERE id = 601"))
                .isEqualTo(1);

        assertThat(service.value("SELECT status, connectivity_config ->> 'data_used_mb', connectivity_config ? 'apn'"
                        + " FROM device_transports WHERE device_id = 'd1'"))
                .isEqualTo("active|20.5|f");
        assertThat(service.value("SELECT id, data_used_mb, data_used_updated_at::date, apn, sim_iccid"
                        + " FROM device_connections WHERE device_id = 'd1'"))
                .isEqualTo("601|20.5|2025-01-01||8999");
    }

    @Test
    void a_deleted_connection_is_gone_on_both_sides() throws Exception {
        assertThat(service.execute("DELETE FROM device_connections WHERE id = 601"))
                .isEqualTo(1);

        assertThat(service.rows("SELECT id FROM device_transports WHERE device_id = 'd1'"))
                .isEmpty();
        assertThat(service.rows("SELECT id FROM _deprecated_device_connections WHERE id = 601"))
                .isEmpty();
    }

    @Test
    void a_second_connection_or_a_state_nobody_knows_is_refused_as_it_always_was() throws Exception {
        assertRefused(
                "INSERT INTO device_connections (tenant_id, device_id) VALUES ('a', 'd1')", "already has a connection");
        assertRefused(
                "UPDATE device_connections SET sim_status = 'odd' WHERE id = 601",
                "device_connections_sim_status_check");
        assertRefused("UPDATE device_connections SET id = 1 WHERE id = 601", "cannot be changed");
    }

    private void assertRefused(String sql, String why) throws Exception {
        service.execute("SAVEPOINT before");
        assertThatThrownBy(() -> service.execute(sql)).as(sql).hasMessageContaining(why);
        service.execute("ROLLBACK TO before");
    }
}
