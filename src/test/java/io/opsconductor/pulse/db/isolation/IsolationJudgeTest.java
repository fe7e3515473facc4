package io.opsconductor.pulse.db.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class IsolationJudgeTest {
    private static final TenantTable GUARDED = table("guarded", true, List.of());
    private static final TenantTable OPEN = table("open", false, List.of());

    @Test
    void what_is_guarded_or_exempt_makes_one_good_finding() {
        assertThat(judge(Set.of("open"), GUARDED, OPEN)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.subject()).isEqualTo("pulse");
            assertThat(finding.measured()).isEqualTo("1 guarded, 1 exempt");
        });
    }

    @Test
    void a_database_without_tenants_is_good() {
        assertThat(judge(Set.of())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.message()).isEqualTo("no table has a column tenant_id");
        });
    }

    @Test
    void an_open_table_is_critical_until_it_is_exempt() {
        assertThat(judge(Set.of(), GUARDED, OPEN)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("open");
            assertThat(finding.remedy()).isEqualTo("ALTER TABLE public.open ENABLE ROW LEVEL SECURITY;");
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.SQL);
            assertThat(finding.cure().lines()).last().isEqualTo("or add open to pulse.isolation.exempt");
        });
    }

    @Test
    void where_nothing_at_all_is_guarded_one_finding_says_so() {
        assertThat(judge(Set.of("spared"), OPEN, table("other", false, List.of()), named("spared")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("pulse");
                    assertThat(finding.measured()).isEqualTo("0 of 2 tables");
                    assertThat(finding.cure().lines()).anyMatch(line -> line.contains("pulse.isolation.column"));
                });
    }

    @Test
    void a_policy_for_everybody_that_asks_for_nothing_is_critical() {
        assertThat(judge(Set.of(), GUARDED, table("wide", true, List.of("a", "b"))))
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("wide", Severity.CRITICAL, "open to all"));
    }

    @Test
    void a_view_past_row_security_and_an_open_aggregate_are_critical_until_they_are_exempt() {
        TenantView past = new TenantView("s.past", "s.past", "boss", Optional.of("public.guarded"));
        TenantView hourly = new TenantView("hourly", "public.hourly", "boss", Optional.empty());
        Tenancy tenancy = new Tenancy(List.of(GUARDED), List.of(past, hourly));

        assertThat(IsolationJudge.judge("pulse", "tenant_id", tenancy, Set.of()))
                .extracting(Finding::subject, Finding::severity, Finding::remedy)
                .containsExactly(
                        tuple("s.past", Severity.CRITICAL, "ALTER VIEW s.past SET (security_invoker = true);"),
                        tuple("hourly", Severity.CRITICAL, "REVOKE SELECT from whoever may read it"));
        assertThat(IsolationJudge.judge("pulse", "tenant_id", tenancy, Set.of("s.past", "hourly")))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
    }

    @Test
    void what_cannot_have_row_security_is_not_told_to_switch_it_on() {
        TenantTable copy = new TenantTable("copy", "public.copy", false, false, List.of(), List.of(), false, false);

        assertThat(judge(Set.of(), GUARDED, copy)).singleElement().satisfies(finding -> assertThat(
                        finding.cure().lines())
                .containsExactly("REVOKE SELECT from whoever may read it", "or add copy to pulse.isolation.exempt"));
    }

    @Test
    void a_table_whose_policies_could_not_be_read_is_unknown_and_the_others_are_judged() {
        TenantPolicy unread = new TenantPolicy(
                "locked", "p", true, "*", Set.of("PUBLIC"), false, Optional.empty(), Optional.empty(), Set.of());
        TenantPolicy open = new TenantPolicy(
                "open", "p", true, "*", Set.of("PUBLIC"), true, Optional.of("true"), Optional.empty(), Set.of());
        Tenancy tenancy = new Tenancy(
                        List.of(table("locked", true, List.of()), table("open", true, List.of()), GUARDED), List.of())
                .judged(new Policies(List.of(unread, open), List.of(), "tenant_id", Set.of()));

        assertThat(IsolationJudge.judge("pulse", "tenant_id", tenancy, Set.of()))
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("locked", Severity.UNKNOWN), tuple("open", Severity.CRITICAL));
    }

    @Test
    void names_with_line_breaks_stay_on_one_line() {
        assertThat(judge(Set.of(), GUARDED, named("two\nlines")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).doesNotContain("\n"));
    }

    private static List<Finding> judge(Set<String> exempt, TenantTable... tables) {
        return IsolationJudge.judge("pulse", "tenant_id", new Tenancy(List.of(tables), List.of()), exempt);
    }

    private static TenantTable named(String name) {
        return table(name, false, List.of());
    }

    private static TenantTable table(String name, boolean guarded, List<String> openPolicies) {
        return new TenantTable(name, "public." + name, true, guarded, openPolicies, List.of(), false, false);
    }
}
