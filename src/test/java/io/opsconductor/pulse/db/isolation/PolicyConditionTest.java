package io.opsconductor.pulse.db.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as PostgreSQL 17 writes them; those that ask are Pulse's own. */
class PolicyConditionTest {
    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | NOTHING",
                "(1 = 1) | NOTHING",
                "('a'::text = 'a'::text) | NOTHING",
                "(tenant_id IS NOT NULL) | NOTHING",
                "(tenant_id = tenant_id) | NOTHING",
                "(tenant_id <> ''::text) | NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR true) | NOTHING",
                "((tenant_id IS NOT NULL) OR (current_setting('app.role'::text, true) = 'operator'::text)) | NOTHING",
                "(n > 0) | OF_ROW",
                "(is_system = true) | OF_ROW",
                "(deleted = false) | OF_ROW",
                "false | OF_TENANT_OR_SESSION",
                "(tenant_id = 'a'::text) | OF_TENANT_OR_SESSION",
                "(tenant_id = ANY (ARRAY['a'::text, 'b'::text])) | OF_TENANT_OR_SESSION",
                "(tenant_id = current_setting('app.tenant_id'::text, true)) | OF_TENANT_OR_SESSION",
                "((tenant_id)::text = current_setting('app.tenant_id'::text, true)) | OF_TENANT_OR_SESSION",
                "((tenant_id IS NULL) OR (tenant_id = current_setting('app.tenant_id'::text, true))) | OF_TENANT_OR_SESSION",
                "(current_setting('app.role'::text, true) = 'iot_service'::text) | OF_TENANT_OR_SESSION",
                "((tenant_id IS NOT NULL) AND (tenant_id = CURRENT_USER)) | OF_TENANT_OR_SESSION",
                "(tenant_id = app.current_tenant()) | OF_TENANT_OR_SESSION",
                "(EXISTS ( SELECT 1 FROM dashboards d WHERE (d.id = dashboard_id))) | OF_TENANT_OR_SESSION",
                "(tenant_id = 'it'' OR true'::text) | OF_TENANT_OR_SESSION",
            })
    void a_condition_asks(String expression, PolicyCondition.Asks asks) {
        assertThat(PolicyCondition.of(expression, "tenant_id")).isEqualTo(asks);
    }

    @Test
    void no_condition_asks_nothing() {
        assertThat(PolicyCondition.of(null, "tenant_id")).isEqualTo(PolicyCondition.Asks.NOTHING);
    }

    /** They took a stack as deep as the text is long, and hid what is said of every other table. */
    @Test
    void neither_a_long_text_nor_deep_parentheses_keep_others_from_being_judged() {
        String text = "'" + "it''s ".repeat(50_000) + "'::text";
        String name = "\"" + "a".repeat(63) + "\"";
        assertThat(PolicyCondition.of("(tenant_id = " + text + ")", "tenant_id"))
                .isEqualTo(PolicyCondition.Asks.OF_TENANT_OR_SESSION);
        assertThat(PolicyCondition.of("(" + name + " = " + text + ")", "tenant_id"))
                .isEqualTo(PolicyCondition.Asks.OF_ROW);
        String deep = "(".repeat(5000) + "a = 1" + " OR (b = 2 AND true))".repeat(5000);
        assertThat(PolicyCondition.of(deep, "tenant_id")).isNotNull();
    }

    /** A policy's text is its owner's choice. */
    @Test
    void texts_of_any_length_are_read() {
        String quotes = "''".repeat(100_000);
        assertThat(PolicyCondition.of("(tenant_id = 'a" + quotes + "'::text)", "tenant_id"))
                .isEqualTo(PolicyCondition.Asks.OF_TENANT_OR_SESSION);
        assertThat(PolicyCondition.of("((n > 0) OR ('x" + quotes + "'::text = 'x'::text))", "tenant_id"))
                .isEqualTo(PolicyCondition.Asks.NOTHING);
        assertThat(PolicyCondition.of("(n = " + "1 + ".repeat(100_000) + "1)", "tenant_id"))
                .isEqualTo(PolicyCondition.Asks.OF_ROW);
    }
}
