package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 025: alert rules get an id that services and API know them by. */
class Migration025IT {

    @Test
    void every_rule_that_is_there_gets_an_id_of_its_own_and_stays_as_it_was() throws Exception {
        try (var database = SchemaDatabase.before("025")) {
            database.execute("""
                    INSERT INTO alert_rules (tenant_id, name, conditions)
                    SELECT 't' || i % 3, 'rule ' || i, '{"metric": "temp_c"}' FROM generate_series(1, 20) AS i""");
            String known = "SELECT id, tenant_id, name, enabled, rule_type, conditions, actions, created_at, updated_at"
                    + " FROM alert_rules ORDER BY id";
            var before = database.rows(known);

            database.apply("025");

            assertThat(database.rows(known)).isEqualTo(before);
            assertThat(database.value("SELECT count(DISTINCT rule_id) FROM alert_rules"))
                    .isEqualTo("20");
            assertThat(database.rows("SELECT DISTINCT severity, operator, threshold, site_ids FROM alert_rules"))
                    .containsExactly("3|||");
        }
    }
}
