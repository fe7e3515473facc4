package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 057: an acknowledged alert stays the only active one of its kind. */
class Migration057IT {

    private static final String NEW_ALERT =
            "INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary, fingerprint)"
                    + " VALUES ('t', 's', 'd', 'x', 'again', '%s')";

    private SchemaDatabase database;

    /** Numbered from 101: an acknowledged one that was opened again, twice; and others that are nobody's double. */
    @BeforeEach
    void alertsOfWhichSomeAreActiveTwice() throws Exception {
        database = SchemaDatabase.before("057");
        database.execute("""
                INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T'), ('u', 'U');
                INSERT INTO fleet_alert (id, tenant_id, site_id, device_id, alert_type, summary, fingerprint, status,
                  details)
                VALUES
                  (101, 't', 's', 'd', 'x', 'y', 'doubled', 'ACKNOWLEDGED', '{"value": 1}'),
                  (102, 't', 's', 'd', 'x', 'y', 'doubled', 'ACKNOWLEDGED', '[2]'),
                  (103, 't', 's', 'd', 'x', 'y', 'doubled', 'OPEN', '{}'),
                  (104, 't', 's', 'd', 'x', 'y', 'acknowledged', 'ACKNOWLEDGED', '{}'),
                  (105, 't', 's', 'd', 'x', 'y', 'acknowledged', 'CLOSED', '{}'),
                  (106, 'u', 's', 'd', 'x', 'y', 'doubled', 'OPEN', '{}')""");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void of_several_active_alerts_of_one_kind_the_newest_stays_and_the_others_say_which_took_over() throws Exception {
        database.apply("057");

        assertThat(database.rows("SELECT id, status, closed_at IS NOT NULL, details FROM fleet_alert"
                        + " WHERE id <= 103 ORDER BY id"))
                .containsExactly(
                        "101|CLOSED|t|{\"value\": 1, \"superseded_by\": 103}",
                        "102|CLOSED|t|{\"details\": [2], \"superseded_by\": 103}",
                        "103|OPEN|f|{}");
    }

    @Test
    void alerts_that_are_alone_of_their_kind_or_of_another_tenant_stay() throws Exception {
        String others = "SELECT id, tenant_id, status, closed_at, details, created_at FROM fleet_alert WHERE id > 103"
                + " ORDER BY id";
        var before = database.rows(others);

        database.apply("057");

        assertThat(database.rows(others)).isEqualTo(before).hasSize(3);
    }

    @Test
    void no_second_alert_opens_while_one_is_acknowledged() throws Exception {
        database.apply("057");

        assertThatThrownBy(() -> database.execute(NEW_ALERT.formatted("acknowledged")))
                .hasMessageContaining("idx_fleet_alert_open_uq");
        assertThat(database.execute(NEW_ALERT.formatted("fresh"))).isEqualTo(1);
    }

    @Test
    void services_of_the_previous_version_still_find_the_index_for_their_on_conflict() throws Exception {
        database.apply("057");

        assertThat(database.execute(NEW_ALERT.formatted("acknowledged")
                        + " ON CONFLICT (tenant_id, fingerprint) WHERE status = 'OPEN' DO NOTHING"))
                .isZero();
    }
}
