package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 055: operators are the words that the services use. */
class Migration055IT {

    private static final String OPERATORS = "SELECT rule_id, operator FROM alert_rules ORDER BY rule_id";

    private SchemaDatabase database;

    @BeforeEach
    void rulesWithEverySign() throws Exception {
        database = SchemaDatabase.before("055");
        database.execute("""
                INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T');
                INSERT INTO alert_rules (tenant_id, rule_id, name, operator)
                VALUES ('t', 'a', 'r', '>'), ('t', 'b', 'r', '<'), ('t', 'c', 'r', '>='), ('t', 'd', 'r', '<='),
                  ('t', 'e', 'r', NULL)""");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void signs_become_words_and_rules_without_one_stay() throws Exception {
        database.apply("055");

        assertThat(database.rows(OPERATORS)).containsExactly("a|GT", "b|LT", "c|GTE", "d|LTE", "e|");
        assertThatThrownBy(() -> database.execute("UPDATE alert_rules SET operator = '>'"))
                .hasMessageContaining("chk_alert_rules_operator");
    }

    @Test
    void equal_and_unequal_have_no_word_so_their_rules_are_named_and_nothing_is_changed() throws Exception {
        database.execute("""
                INSERT INTO alert_rules (tenant_id, rule_id, name, operator)
                VALUES ('t', 'x', 'r', '=='), ('t', 'y', 'r', '!=')""");

        assertThatThrownBy(() -> database.apply("055"))
                .hasMessageContaining("tenant t rule x (==), tenant t rule y (!=)");

        assertThat(database.rows(OPERATORS)).containsExactly("a|>", "b|<", "c|>=", "d|<=", "e|", "x|==", "y|!=");
    }
}
