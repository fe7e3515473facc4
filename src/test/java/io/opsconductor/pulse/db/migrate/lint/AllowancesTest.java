package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowancesTest {

    @Test
    void a_rule_is_switched_off_for_one_file_with_a_reason() {
        assertThat(new Corpus()
                        .file("-- pulse:allow drop-in-use: nobody reads it", "DROP TABLE t;", "DROP TABLE u;")
                        .file("DROP TABLE v;", "SELECT 1")
                        .problems())
                .containsExactly("002_x.sql:1 drop-in-use", "002_x.sql:2 missing-terminator");
    }

    @Test
    void other_rules_stay_on() {
        assertThat(new Corpus()
                        .file("DROP TABLE t;", "COMMIT; --pulse:allow drop-in-use: nobody reads it")
                        .problems())
                .containsExactly("001_x.sql:2 transaction-control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-- pulse:allow drop-in-use", "-- pulse:allow drop-in-use:", "-- pulse:allow drop-in-use:  "})
    void without_a_reason_nothing_is_switched_off(String line) {
        assertThat(new Corpus().file(line, "DROP TABLE t;").problems())
                .containsExactly("001_x.sql:1 allow-without-reason", "001_x.sql:2 drop-in-use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- pulse:allow drop-in-usage: misspelt",
                "-- pulse:allow: no rule",
                "-- pulse:allow",
                "-- pulse:allow unknown-rule: the guard itself"
            })
    void a_rule_that_does_not_exist_is_an_error(String line) {
        assertThat(new Corpus().file(line, "SELECT 1;").problems()).containsExactly("001_x.sql:1 unknown-rule");
    }

    @Test
    void only_a_comment_counts() {
        assertThat(new Corpus()
                        .file("SELECT '", "-- pulse:allow drop-in-use: in a string", "';", "DROP TABLE t;")
                        .problems())
                .containsExactly("001_x.sql:4 drop-in-use");
    }

    @ParameterizedTest
    @EnumSource(LintRule.class)
    void every_rule_has_a_stable_id_and_a_remedy(LintRule rule) {
        assertThat(rule.id()).matches("[a-z]+(-[a-z]+)+");
        assertThat(LintRule.of(rule.id())).contains(rule);
        assertThat(rule.remedy()).isNotBlank();
    }
}
