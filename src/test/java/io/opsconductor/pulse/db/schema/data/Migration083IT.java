package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 083: an alert counts how often its condition held, and when last. */
class Migration083IT {

    @Test
    void active_alerts_were_last_triggered_when_they_were_raised_and_of_closed_ones_nobody_knows() throws Exception {
        try (var database = SchemaDatabase.before("083")) {
            database.execute("""
                    INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T');
                    INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary, fingerprint, status,
                      created_at)
                    SELECT 't', 's', 'd', 'x', 'y', status, status, '2024-01-01'
                    FROM unnest('{OPEN,ACKNOWLEDGED,CLOSED}'::text[]) AS status""");

            database.apply("083");

            assertThat(database.rows("SELECT status, last_triggered_at::date, trigger_count, rule_id"
                            + " FROM fleet_alert ORDER BY id"))
                    .containsExactly("OPEN|2024-01-01|1|", "ACKNOWLEDGED|2024-01-01|1|", "CLOSED||1|");
        }
    }
}
