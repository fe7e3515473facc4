package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 074: how long a condition must hold is counted in minutes. */
class Migration074IT {

    @Test
    void seconds_become_minutes_rounded_up_so_that_no_rule_fires_earlier_than_before() throws Exception {
        try (var database = SchemaDatabase.before("074")) {
            database.execute("""
                    INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T');
                    INSERT INTO alert_rules (tenant_id, name, duration_seconds)
                    SELECT 't', 'r', s FROM unnest(ARRAY[0, 1, 60, 61, 90, 120, 86400]) AS s""");

            database.apply("074");

            assertThat(database.rows("SELECT duration_seconds, duration_minutes FROM alert_rules ORDER BY 1"))
                    .containsExactly("0|", "1|1", "60|1", "61|2", "90|2", "120|2", "86400|1440");
        }
    }
}
