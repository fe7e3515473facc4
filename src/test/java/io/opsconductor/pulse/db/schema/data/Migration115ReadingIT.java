package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 115: queries of before are answered by views, and nothing is lost under the new names. */
class Migration115ReadingIT {

    /** All columns that the new tables or the old ones know exactly; label and precision_digits: see 112. */
    private static final String SENSORS = """
            SELECT sensor_id, tenant_id, device_id, metric_name, sensor_type, unit, min_range, max_range, status,
              auto_discovered, last_value, last_seen_at, metadata, created_at, updated_at
            FROM sensors ORDER BY sensor_id""";

    private static final String CONNECTIONS = """
            SELECT id, tenant_id, device_id, connection_type, carrier_name, carrier_account_id, plan_name, apn,
              sim_iccid, sim_status, data_limit_mb, billing_cycle_start, data_used_mb, data_used_updated_at,
              ip_address, msisdn, network_status, last_network_attach, last_network_detach, metadata, created_at,
              updated_at, carrier_device_id, carrier_integration_id
            FROM device_connections ORDER BY id""";

    private static final String[] RENAMED = {"sensors", "device_connections", "normalized_metrics", "metric_mappings"};

    private static SchemaDatabase database;
    private static List<String> sensors;
    private static List<String> connections;
    private static List<List<String>> tables;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        database.execute("""
                INSERT INTO normalized_metrics (tenant_id, normalized_name) VALUES ('a', 'temperature');
                INSERT INTO metric_mappings (tenant_id, raw_metric, normalized_name) VALUES ('a', 'tmp', 'temperature');
                INSERT INTO alert_rules (tenant_id, name, sensor_id) VALUES ('a', 'r', 501)""");
        database.apply("114");
        // After 114 too, services of before go on writing.
        database.execute("""
                INSERT INTO sensors (sensor_id, tenant_id, device_id, metric_name, last_value, last_seen_at)
                VALUES (509, 'a', 'd3', 'last minute', 1, '2024-08-01');
                INSERT INTO device_connections (id, tenant_id, device_id, connection_type)
                VALUES (609, 'b', 'd2', 'satellite')""");
        sensors = database.rows(SENSORS);
        connections = database.rows(CONNECTIONS);
        tables = pictures("");
        database.apply("115");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void old_queries_of_sensors_are_answered_as_before_even_for_rows_that_came_in_the_last_minute() throws Exception {
        assertThat(database.rows(SENSORS)).isEqualTo(sensors).hasSize(306);
    }

    @Test
    void a_sensor_without_a_label_is_shown_with_its_metrics_name() throws Exception {
        assertThat(database.rows("SELECT metric_name, label FROM sensors WHERE tenant_id = 'a' ORDER BY sensor_id"))
                .containsExactly(
                        "temp_c|Freezer", "battery_pct|battery_pct", "x|x", "y|Why", "last minute|last minute");
    }

    @Test
    void old_queries_of_connections_are_answered_as_before() throws Exception {
        assertThat(database.rows(CONNECTIONS)).isEqualTo(connections).hasSize(304);
    }

    @Test
    void the_old_tables_keep_every_row_under_their_new_names() throws Exception {
        assertThat(pictures("_deprecated_")).isEqualTo(tables);
    }

    @Test
    void an_alert_rule_keeps_its_sensor() throws Exception {
        assertThat(database.value("SELECT s.metric_name FROM alert_rules r JOIN sensors s USING (sensor_id)"))
                .isEqualTo("temp_c");
    }

    @Test
    void what_has_no_successor_fails_by_name() {
        assertThatThrownBy(() -> database.rows("SELECT * FROM normalized_metrics"))
                .hasMessageContaining("relation \"normalized_metrics\" does not exist");
        assertThatThrownBy(() -> database.rows("SELECT * FROM metric_mappings"))
                .hasMessageContaining("relation \"metric_mappings\" does not exist");
    }

    private static List<List<String>> pictures(String prefix) throws Exception {
        var pictures = new ArrayList<List<String>>();
        for (String table : RENAMED) {
            pictures.add(database.rows("SELECT to_jsonb(t) FROM " + prefix + table + " t ORDER BY to_jsonb(t)::text"));
        }
        return pictures;
    }
}
