package io.opsconductor.pulse.db.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HypertableNameTest {
    @Test
    void plain_names_stand_with_their_schema() {
        HypertableName name = new HypertableName("public", "telemetry");
        assertThat(name.text()).isEqualTo("telemetry");
        assertThat(name.literal()).isEqualTo("'public.telemetry'::regclass");
        assertThat(name.identifier()).isEqualTo("public.\"telemetry\"");
    }

    @Test
    void capitals_spaces_and_quotes_are_quoted_for_sql() {
        HypertableName name = new HypertableName("My Schema", "O'Neil \"x\"");
        assertThat(name.literal()).isEqualTo("'\"My Schema\".\"O''Neil \"\"x\"\"\"'::regclass");
        assertThat(name.identifier()).isEqualTo("\"My Schema\".\"O'Neil \"\"x\"\"\"");
    }

    @Test
    void line_breaks_reach_neither_the_report_nor_the_remedy() {
        HypertableName name = new HypertableName("public", "a\nb\\'; DROP");
        assertThat(name.text()).isEqualTo("\"a?b\\'; DROP\"");
        assertThat(name.literal()).isEqualTo("E'public.\"a\\x0ab\\\\''; DROP\"'::regclass");
    }

    @Test
    void what_cannot_be_seen_is_in_no_report_and_by_its_code_in_sql() {
        HypertableName name = new HypertableName("public", "a\u202eb\u0085c\udb40\udc01");
        assertThat(name.text()).isEqualTo("\"a?b?c?\"");
        assertThat(name.literal()).isEqualTo("E'public.\"a\\U0000202eb\\U00000085c\\U000e0001\"'::regclass");
        assertThat(name.key()).isEqualTo("a\u202eb\u0085c\udb40\udc01");
    }

    /** As with standard_conforming_strings off, where a backslash would let the string end early. */
    @Test
    void a_backslash_ends_no_string() {
        HypertableName name = new HypertableName("mal", "x\\'); ALTER ROLE");
        assertThat(name.literal()).isEqualTo("E'mal.\"x\\\\''); ALTER ROLE\"'::regclass");
    }

    @Test
    void a_dot_in_a_name_is_told_from_a_schema() {
        assertThat(new HypertableName("public", "a.b").text()).isEqualTo("\"a.b\"");
        assertThat(new HypertableName("a", "b").text()).isEqualTo("a.b");
    }

    @Test
    void configuration_may_name_it_with_or_without_its_schema() {
        HypertableName name = new HypertableName("public", "telemetry");
        assertThat(name.isCalled("telemetry")).isTrue();
        assertThat(name.isCalled("public.telemetry")).isTrue();
        assertThat(name.isCalled("Telemetry")).isFalse();
        assertThat(new HypertableName("ops", "telemetry").isCalled("telemetry")).isFalse();
        assertThat(new HypertableName("ops", "telemetry").isCalled("ops.telemetry"))
                .isTrue();
    }
}
