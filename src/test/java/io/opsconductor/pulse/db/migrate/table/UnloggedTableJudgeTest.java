package io.opsconductor.pulse.db.migrate.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class UnloggedTableJudgeTest {
    @Test
    void where_every_table_is_logged_that_is_said() {
        assertThat(UnloggedTableJudge.judge("pulse", List.of()))
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(tuple("schema.unlogged", Severity.OK, "pulse"));
    }

    @Test
    void each_unlogged_table_is_a_warning_that_can_be_put_right_by_pasting() {
        List<Finding> findings = UnloggedTableJudge.judge("pulse", List.of(table("iot.\"Cache\"")));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject()).isEqualTo("iot.\"Cache\"");
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.SQL);
            assertThat(finding.remedy()).isEqualTo("ALTER TABLE iot.\"Cache\" SET LOGGED;");
        });
    }

    @Test
    void tables_that_are_referenced_come_first_for_the_server_refuses_another_order() {
        assertThat(UnloggedTableJudge.judge("pulse", List.of(table("a", "b"), table("b", "c"), table("c"))))
                .extracting(Finding::subject, Finding::remedy)
                .containsExactly(
                        tuple("a", "ALTER TABLE c SET LOGGED; ALTER TABLE b SET LOGGED; ALTER TABLE a SET LOGGED;"),
                        tuple("b", "ALTER TABLE c SET LOGGED; ALTER TABLE b SET LOGGED;"),
                        tuple("c", "ALTER TABLE c SET LOGGED;"));
    }

    @Test
    void what_would_run_a_strangers_code_is_not_pasted_nor_what_needs_it_first() {
        UnloggedTable calling = new UnloggedTable("c", List.of(), Optional.of("evil.f() of role mallory"));

        assertThat(UnloggedTableJudge.judge("pulse", List.of(table("a", "b"), table("b", "c"), calling, table("d"))))
                .extracting(Finding::subject, finding -> finding.cure().kind())
                .containsExactly(
                        tuple("a", Remedy.Kind.TEXT),
                        tuple("b", Remedy.Kind.TEXT),
                        tuple("c", Remedy.Kind.TEXT),
                        tuple("d", Remedy.Kind.SQL));
        assertThat(UnloggedTableJudge.judge("pulse", List.of(calling)).get(0).remedy())
                .startsWith("first read evil.f() of role mallory")
                .endsWith("; then ALTER TABLE c SET LOGGED;");
    }

    @Test
    void tables_that_reference_each_other_are_told_all_the_same() {
        assertThat(UnloggedTableJudge.judge("pulse", List.of(table("a", "b"), table("b", "a"))))
                .extracting(Finding::subject)
                .containsExactly("a", "b");
    }

    private static UnloggedTable table(String name, String... referenced) {
        return new UnloggedTable(name, List.of(referenced), Optional.empty());
    }
}
