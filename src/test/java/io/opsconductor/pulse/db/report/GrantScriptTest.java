package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantScriptTest {
    @Test
    void any_name_is_quoted_and_cannot_leave_its_place() {
        String script = GrantScript.of("o'Neil\\\"$pulse$; DROP", List.of("It's"));
        assertThat(script)
                .contains("CREATE ROLE \"o'Neil\\\"\"$pulse$; DROP\" LOGIN")
                .contains("role constant name := E'o''Neil\\\\\"$pulse$; DROP';")
                .contains("DO $pulse0$")
                .contains("'It''s'");
    }

    @Test
    void only_catalogues_and_logs_are_granted_and_no_database_is_named() {
        assertThat(GrantScript.of("watch", List.of()).lines().filter(line -> line.contains("SELECT ON")))
                .hasSize(1)
                .noneMatch(line -> line.contains("telemetry"));
        assertThat(GrantScript.of("watch", List.of())).contains("current_database()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nDROP ROLE b", "tab\there", "public"})
    void a_name_that_no_role_can_have_is_refused(String name) {
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> GrantScript.of(name, List.of()))
                .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_name_that_postgresql_would_cut_short_is_refused() {
        assertThat(GrantScript.of("ä".repeat(31) + "b", List.of())).isNotEmpty();
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> GrantScript.of("ä".repeat(32), List.of()))
                .withMessageContaining("63 bytes");
    }
}
