package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantScriptTest {
    private static String script(String role, String... schemas) {
        return GrantScript.of(
                GrantTask.CHECK, role, new GrantScript.Surroundings(List.of(schemas), "public", "iot", true));
    }

    @ParameterizedTest
    @EnumSource
    void whoever_runs_it_calls_nothing_that_others_made(GrantTask task) {
        String script = GrantScript.of(
                task, "a{role}b", new GrantScript.Surroundings(List.of("x"), "my \"schema", "the service", false));

        assertThat(script.indexOf("SET search_path = pg_catalog, pg_temp;"))
                .isPositive()
                .isLessThan(script.indexOf("DO $"));
        assertThat(script)
                .endsWith("RESET search_path;")
                .contains("'a{role}b'")
                .doesNotContainPattern("(?<!a)\\{\\w+}");
    }

    @Test
    void any_name_is_quoted_and_cannot_leave_its_place() {
        String script = script("o'Neil\\\"$pulse$; DROP {schemas}", "It's");
        assertThat(script)
                .contains("CREATE ROLE \"o'Neil\\\"\"$pulse$; DROP {schemas}\" LOGIN")
                .contains("role constant name := E'o''Neil\\\\\"$pulse$; DROP {schemas}';")
                .contains("DO $pulse0$")
                .contains("'It''s'");
    }

    @Test
    void only_catalogues_and_logs_are_granted_and_no_database_is_named() {
        assertThat(script("watch").lines().filter(line -> line.contains("SELECT ON")))
                .hasSize(1)
                .noneMatch(line -> line.contains("telemetry"));
        assertThat(script("watch")).contains("current_database()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nDROP ROLE b", "tab\there", "public"})
    void a_name_that_no_role_can_have_is_refused(String name) {
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> script(name))
                .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_name_that_postgresql_would_cut_short_is_refused() {
        assertThat(script("ä".repeat(31) + "b")).isNotEmpty();
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> script("ä".repeat(32)))
                .withMessageContaining("63 bytes");
    }
}
