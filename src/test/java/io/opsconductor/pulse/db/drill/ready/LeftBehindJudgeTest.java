package io.opsconductor.pulse.db.drill.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.ready.LeftBehind.Kind;
import org.junit.jupiter.api.Test;

class LeftBehindJudgeTest {
    @Test
    void nothing_left_is_good() {
        assertThat(LeftBehindJudge.judge("app", List.of()))
                .singleElement()
                .matches(one -> one.severity() == Severity.OK);
    }

    @Test
    void a_database_is_told_once_with_its_owner_and_nothing_that_drops_it_can_be_pasted() {
        List<Finding> told = LeftBehindJudge.judge(
                "app",
                List.of(
                        new LeftBehind(Kind.DATABASE, "app", Optional.of("the \"owner\"")),
                        new LeftBehind(Kind.TRIGGER, "pulse_loader_x", Optional.of("postgres"))));
        assertThat(told).singleElement().matches(one -> one.severity() == Severity.CRITICAL);
        assertThat(told.get(0).remedy())
                .startsWith("where nothing in it is wanted")
                .contains("CREATE DATABASE \"app\" OWNER \"the \"\"owner\"\"\";");
        assertThat(LeftBehindJudge.judge(
                        "app", List.of(new LeftBehind(Kind.TRIGGER, "pulse_loader_x", Optional.empty()))))
                .singleElement()
                .matches(one ->
                        one.severity() == Severity.CRITICAL && one.subject().equals("app"));
    }

    @Test
    void a_scratch_database_of_a_killed_drill_is_a_warning_with_what_drops_it() {
        Finding told = LeftBehindJudge.judge(
                        "app", List.of(new LeftBehind(Kind.SCRATCH, "pulse_drill_x", Optional.empty())))
                .get(0);
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.subject()).isEqualTo("pulse_drill_x");
        assertThat(told.remedy()).isEqualTo("DROP DATABASE \"pulse_drill_x\" WITH (FORCE);");
    }

    @Test
    void roles_are_a_warning_with_what_drops_them() {
        List<Finding> told = LeftBehindJudge.judge(
                "app",
                List.of(
                        new LeftBehind(Kind.DATABASE, "", Optional.empty()),
                        new LeftBehind(Kind.ROLE, "pulse_loader_a", Optional.empty()),
                        new LeftBehind(Kind.ROLE, "pulse_loader_b", Optional.empty())));
        assertThat(told).extracting(Finding::severity).containsExactly(Severity.CRITICAL, Severity.WARNING);
        assertThat(told.get(1).remedy()).isEqualTo("DROP ROLE pulse_loader_a, pulse_loader_b;");
    }
}
