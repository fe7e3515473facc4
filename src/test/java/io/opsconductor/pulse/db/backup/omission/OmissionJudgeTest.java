package io.opsconductor.pulse.db.backup.omission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.backup.omission.OmissionJudge.UnloggedLeftOut;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OmissionJudgeTest {
    @Test
    void nothing_left_out_is_one_good_finding_for_the_database() {
        assertThat(OmissionJudge.judge("db", List.of(), List.of(), List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.OK);
                    assertThat(finding.subject()).isEqualTo("db");
                });
    }

    @Test
    void what_the_script_cannot_have_made_is_critical_and_what_it_may_have_made_a_warning() {
        List<Finding> findings = OmissionJudge.judge(
                "db",
                List.of(
                        new Member("hstore", "public.a", "TABLE", true),
                        new Member("hstore", "public.b", "TABLE", false),
                        new Member("lo", "public.c", "TABLE", true)),
                List.of(),
                List.of());

        assertThat(findings)
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(
                        tuple("hstore", Severity.CRITICAL),
                        tuple("hstore", Severity.WARNING),
                        tuple("lo", Severity.CRITICAL));
        assertThat(findings.get(0).remedy()).isEqualTo("ALTER EXTENSION hstore DROP TABLE public.a;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLE", "MATERIALIZED VIEW", "TYPE", "OPERATOR CLASS"})
    void each_kind_is_released_by_its_own_word(String word) {
        assertThat(new Member("\"My x\"", "s.\"T\"", word, true).release())
                .isEqualTo("ALTER EXTENSION \"My x\" DROP " + word + " s.\"T\";");
    }

    /** Taken out of it, tables of pglogical's would stay when it goes, and be in its way when it comes back. */
    @Test
    void what_the_script_may_have_made_is_not_taken_out_of_the_extension_first_of_all() {
        Finding finding = OmissionJudge.judge(
                        "db", List.of(new Member("pglogical", "pglogical.node", "TABLE", false)), List.of(), List.of())
                .get(0);

        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(finding.cure().lines())
                .anyMatch(line -> line.contains("set the extension up anew"))
                .anyMatch(line -> line.contains("ALTER EXTENSION pglogical DROP TABLE pglogical.node;"));
    }

    @Test
    void of_many_the_first_ten_are_named_and_released() {
        Finding finding =
                OmissionJudge.judge("db", hidden(11), List.of(), List.of()).get(0);

        assertThat(finding.message()).contains("public.t10 and 1 more are part").doesNotContain("public.t11");
        assertThat(finding.measured()).isEqualTo("11 objects left out");
        assertThat(finding.remedy().split("; ?")).hasSize(10);
        assertThat(OmissionJudge.judge("db", hidden(10), List.of(), List.of())
                        .get(0)
                        .message())
                .contains("public.t10 are part")
                .doesNotContain("more");
    }

    private static List<Member> hidden(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Member("hstore", "public.t" + i, "TABLE", true))
                .toList();
    }

    @Test
    void a_name_that_forges_a_line_is_shown_and_not_pasted() {
        Finding finding = OmissionJudge.judge(
                        "db", List.of(new Member("hstore", "public.\"a\nb\"", "TABLE", true)), List.of(), List.of())
                .get(0);

        assertThat(finding.message()).contains("public.\"a?b\"");
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
    }

    @Test
    void unlogged_tables_of_a_backup_of_a_standby_are_a_warning_for_its_set() {
        assertThat(OmissionJudge.judge(
                        "db",
                        List.of(),
                        List.of(new UnloggedLeftOut("daily", "20260101T000000Z", List.of("public.u"))),
                        List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.subject()).isEqualTo("daily");
                    assertThat(finding.message())
                            .contains("20260101T000000Z was taken of a standby", "public.u is empty");
                    assertThat(finding.remedy()).contains("of the primary", "schema.unlogged");
                });
    }

    @Test
    void a_newest_backup_without_roles_is_a_warning_that_says_why_and_which_has_them() {
        Finding older = withoutRoles(new RolesLeftOut("daily", "b2", "query failed", Optional.of("b1"), List.of()));
        assertThat(older.severity()).isEqualTo(Severity.WARNING);
        assertThat(older.subject()).isEqualTo("daily");
        assertThat(older.message())
                .contains("b2 has no roles", "the newest that has them: b1", "pg_dumpall: query failed")
                .doesNotContain("no text");
        assertThat(older.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(withoutRoles(new RolesLeftOut("daily", "b2", "x", Optional.empty(), List.of()))
                        .message())
                .contains("the newest that has them: none");
    }

    @Test
    void roles_that_pg_dumpall_cannot_ask_for_are_renamed_by_their_oids() {
        Finding finding = withoutRoles(new RolesLeftOut("daily", "b2", "x", Optional.empty(), List.of(16389L, 16390L)));

        assertThat(finding.message()).contains("the name of 2 roles is in bytes that are no text");
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.SQL);
        assertThat(finding.remedy())
                .contains("RENAME TO role_16389'", "OPERATOR(pg_catalog.=) 16389)", "RENAME TO role_16390'");
    }

    private static Finding withoutRoles(RolesLeftOut left) {
        return OmissionJudge.judge("db", List.of(), List.of(), List.of(left)).get(0);
    }
}
