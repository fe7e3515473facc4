package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 040: alert_rules is as the evaluator reads it, and an operator is one of six signs. */
class Migration040IT {

    private static final String OPERATORS = "SELECT rule_id, operator FROM alert_rules ORDER BY rule_id";

    private SchemaDatabase database;

    @BeforeEach
    void aTenant() throws Exception {
        database = SchemaDatabase.before("040");
        database.execute("INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T')");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void words_become_signs_and_signs_and_rules_without_one_stay() throws Exception {
        database.execute("""
                INSERT INTO alert_rules (tenant_id, rule_id, name, operator)
                VALUES ('t', 'a', 'r', 'GT'), ('t', 'b', 'r', 'lte'), ('t', 'c', 'r', '>='), ('t', 'd', 'r', '!='),
                  ('t', 'e', 'r', NULL)""");

        database.apply("040");

        assertThat(database.rows(OPERATORS)).containsExactly("a|>", "b|<=", "c|>=", "d|!=", "e|");
    }

    @Test
    void an_unknown_operator_is_named_with_its_rule_and_nothing_is_changed() throws Exception {
        database.execute("""
                INSERT INTO alert_rules (tenant_id, rule_id, name, operator)
                VALUES ('t', 'a', 'r', 'GT'), ('t', 'b', 'r', '=>')""");

        assertThatThrownBy(() -> database.apply("040")).hasMessageContaining("'=>' of rule b of tenant t");

        assertThat(database.rows(OPERATORS)).containsExactly("a|GT", "b|=>");
    }

    @Test
    void columns_that_somebody_repaired_otherwise_are_named_with_the_type_they_should_have() throws Exception {
        database.execute("ALTER TABLE alert_rules ALTER COLUMN threshold TYPE text");

        assertThatThrownBy(() -> database.apply("040"))
                .hasMessageContaining("threshold: text instead of double precision");
    }
}
