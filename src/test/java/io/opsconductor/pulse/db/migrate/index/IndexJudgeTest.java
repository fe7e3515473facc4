package io.opsconductor.pulse.db.migrate.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class IndexJudgeTest {
    private static final String MADE_BY = "CREATE UNIQUE INDEX i ON public.t USING btree (a)";

    @Test
    void where_every_index_is_valid_that_is_said() {
        assertThat(IndexJudge.judge("pulse", List.of()))
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(tuple("schema.index", Severity.OK, "pulse"));
    }

    @Test
    void each_invalid_index_is_critical_and_can_be_put_right_by_pasting() {
        List<Finding> findings = IndexJudge.judge("pulse", List.of(index("public.i", false, false, false)));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("public.i");
            assertThat(finding.measured()).startsWith("invalid, 16");
            assertThat(finding.message()).contains("public.i", "public.t");
            assertThat(finding.remedy()).isEqualTo("REINDEX INDEX CONCURRENTLY public.i;");
        });
    }

    @Test
    void the_remedy_is_one_that_the_server_accepts() {
        assertThat(index("public.k", true, false, false).remedy()).isEqualTo("REINDEX INDEX CONCURRENTLY public.k;");
        assertThat(index("public.i_ccnew", false, false, false).remedy())
                .as("the index itself is still there")
                .isEqualTo("DROP INDEX CONCURRENTLY public.i_ccnew;");
        assertThat(index("public.\"I_ccold2\"", false, false, false).remedy())
                .isEqualTo("DROP INDEX CONCURRENTLY public.\"I_ccold2\";");
        assertThat(index("public.i", false, false, true).remedy())
                .as("no CONCURRENTLY on a hypertable")
                .isEqualTo("DROP INDEX public.i; " + MADE_BY + ";");
    }

    @Test
    void what_a_strangers_definition_computes_is_computed_by_its_owner() {
        InvalidIndex index = new InvalidIndex(
                "public.i",
                "public.t",
                MADE_BY,
                16384,
                false,
                false,
                true,
                true,
                Optional.of("mallory"),
                Optional.empty());

        assertThat(IndexJudge.judge("pulse", List.of(index))).singleElement().satisfies(finding -> {
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(finding.remedy())
                    .isEqualTo(
                            "as role \"mallory\", logged in as it (where it has no login, as a role made to be its member"
                                    + " and nothing else, after SET ROLE \"mallory\"): DROP INDEX public.i; " + MADE_BY
                                    + ";");
        });
        assertThat(IndexRepairPlan.of(List.of(index), List.of("i")).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.statements()).isEmpty());
    }

    @Test
    void what_would_run_a_strangers_code_is_not_pasted_and_not_repaired_but_its_leftover_goes() {
        InvalidIndex index = calling("public.i");

        assertThat(IndexJudge.judge("pulse", List.of(index))).singleElement().satisfies(finding -> {
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(finding.remedy())
                    .startsWith("first read evil.f() of role mallory")
                    .endsWith("; then REINDEX INDEX CONCURRENTLY public.i;");
        });
        assertThat(IndexRepairPlan.of(List.of(index), List.of("i")).steps())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.statements()).isEmpty();
                    assertThat(step.left()).contains("evil.f() of role mallory");
                });
        assertThat(IndexRepairPlan.of(List.of(calling("public.i_ccnew")), List.of())
                        .steps())
                .singleElement()
                .satisfies(step ->
                        assertThat(step.statements()).containsExactly("DROP INDEX CONCURRENTLY public.i_ccnew"));
    }

    private static InvalidIndex calling(String name) {
        return new InvalidIndex(
                name,
                "public.t",
                MADE_BY,
                16384,
                false,
                false,
                false,
                true,
                Optional.empty(),
                Optional.of("evil.f() of role mallory"));
    }

    @Test
    void an_index_that_waits_for_its_partitions_is_no_alarm() {
        Finding finding = IndexJudge.judge("pulse", List.of(index("public.i", false, true, true)))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).contains("ALTER INDEX public.i ATTACH PARTITION");
    }

    private static InvalidIndex index(String name, boolean constraint, boolean partitioned, boolean children) {
        return new InvalidIndex(
                name,
                "public.t",
                MADE_BY,
                16384,
                constraint,
                partitioned,
                children,
                true,
                Optional.empty(),
                Optional.empty());
    }
}
