package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 078: a rule says whether all of its conditions must hold or any. */
class Migration078IT {

    @Test
    void rules_that_said_or_need_any_condition_and_all_others_need_all() throws Exception {
        try (var database = SchemaDatabase.before("078")) {
            database.execute("""
                    INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T');
                    INSERT INTO alert_rules (tenant_id, name, conditions)
                    VALUES ('t', 'or', '{"combinator": "OR", "conditions": [{"a": 1}, {"b": 2}]}'),
                      ('t', 'small or', '{"combinator": "or", "conditions": [{"a": 1}]}'),
                      ('t', 'and', '{"combinator": "AND", "conditions": [{"a": 1}]}'),
                      ('t', 'none said', '{"conditions": [{"a": 1}]}'),
                      ('t', 'one', '{"metric": "temp_c", "combinator": "OR"}'),
                      ('t', 'list', '[{"a": 1}]'),
                      ('t', 'empty', '{}')""");

            database.apply("078");

            assertThat(database.rows("SELECT name, match_mode FROM alert_rules ORDER BY id"))
                    .containsExactly(
                            "or|any", "small or|any", "and|all", "none said|all", "one|all", "list|all", "empty|all");
        }
    }
}
