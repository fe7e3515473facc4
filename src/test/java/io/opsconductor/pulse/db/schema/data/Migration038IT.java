package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 038: status columns hold known states only. */
class Migration038IT {

    private SchemaDatabase database;

    @BeforeEach
    void aTenant() throws Exception {
        database = SchemaDatabase.before("038");
        database.execute("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T')");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void states_in_other_letters_are_put_right() throws Exception {
        database.execute("""
                INSERT INTO device_registry (tenant_id, device_id, site_id, status)
                VALUES ('t', 'a', 's', 'active'), ('t', 'b', 's', 'Suspended'), ('t', 'c', 's', 'INACTIVE');
                INSERT INTO device_state (tenant_id, site_id, device_id, status)
                VALUES ('t', 's', 'a', 'online'), ('t', 's', 'b', 'Stale'), ('t', 's', 'c', 'OFFLINE');
                INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary, fingerprint, status)
                SELECT 't', 's', 'a', 'x', 'y', f, f FROM unnest('{open,Acknowledged,CLOSED}'::text[]) AS f""");

        database.apply("038");

        assertThat(database.rows("SELECT status FROM device_registry ORDER BY device_id"))
                .containsExactly("ACTIVE", "SUSPENDED", "INACTIVE");
        assertThat(database.rows("SELECT status FROM device_state ORDER BY device_id"))
                .containsExactly("ONLINE", "STALE", "OFFLINE");
        assertThat(database.rows("SELECT status FROM fleet_alert ORDER BY id"))
                .containsExactly("OPEN", "ACKNOWLEDGED", "CLOSED");
    }

    @Test
    void unknown_states_are_named_with_their_table_and_their_number_and_nothing_is_changed() throws Exception {
        database.execute("""
                INSERT INTO device_state (tenant_id, site_id, device_id, status) VALUES ('t', 's', 'a', 'online');
                INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary, fingerprint, status)
                SELECT 't', 's', 'a', 'x', 'y', i::text, CASE WHEN i < 3 THEN 'weird' ELSE 'OPEN' END
                FROM generate_series(1, 5) AS i""");

        assertThatThrownBy(() -> database.apply("038"))
                .hasMessageContaining("table fleet_alert has rows of unknown status: 'weird' (2 rows)")
                .extracting("remedy")
                .asString()
                .contains("OPEN, ACKNOWLEDGED, CLOSED");

        assertThat(database.value("SELECT status FROM device_state")).isEqualTo("online");
    }

    @Test
    void delivery_jobs_go_on_being_queued_and_finished() throws Exception {
        database.execute("""
                INSERT INTO integrations (tenant_id, name, config_json) VALUES ('t', 'w', '{"url": "x"}');
                INSERT INTO integration_routes (tenant_id, integration_id, name)
                SELECT tenant_id, integration_id, 'r' FROM integrations""");
        String queue = """
                INSERT INTO delivery_jobs (tenant_id, alert_id, integration_id, route_id, deliver_on_event, status,
                  payload_json)
                SELECT tenant_id, %d, integration_id, route_id, 'OPEN', '%s', '{}' FROM integration_routes""";
        database.execute(queue.formatted(1, "PENDING"));

        database.apply("038");

        assertThat(database.execute("UPDATE delivery_jobs SET status = 'COMPLETED'"))
                .isEqualTo(1);
        for (String status : new String[] {"PENDING", "PROCESSING", "FAILED"}) {
            assertThat(database.execute(queue.formatted(2, status))).isEqualTo(1);
            database.execute("DELETE FROM delivery_jobs WHERE alert_id = 2");
        }
    }
}
