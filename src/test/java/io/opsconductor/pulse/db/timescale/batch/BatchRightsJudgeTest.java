package io.opsconductor.pulse.db.timescale.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import org.junit.jupiter.api.Test;

class BatchRightsJudgeTest {
    @Test
    void tables_that_are_written_through_their_hypertables_alone_are_good() {
        assertThat(BatchRightsJudge.judge("app", List.of())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.subject()).isEqualTo("app");
        });
    }

    @Test
    void a_hypertable_is_told_once_with_all_roles_and_a_statement_for_each_set_of_rights() {
        List<Finding> findings = BatchRightsJudge.judge(
                "app", List.of(open("t", 4, "b", "PUBLIC"), open("s", 1, "c"), open("t", 6, "a", "b")));
        assertThat(findings).extracting(Finding::subject).containsExactly("s", "t");
        Finding finding = findings.get(1);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("10 compressed tables open to 3 roles");
        assertThat(finding.message()).startsWith("PUBLIC, a, b may write");
        assertThat(finding.remedy())
                .startsWith("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON i.t FROM \"b\", PUBLIC CASCADE;"
                        + " REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON i.t FROM \"a\", \"b\" CASCADE;");
    }

    @Test
    void more_tables_than_a_person_pastes_are_closed_by_a_command() {
        assertThat(BatchRightsJudge.judge("app", List.of(open("t", 11, "a")))
                        .get(0)
                        .remedy())
                .startsWith("pulse-db check compression --fix");
    }

    private static OpenBatches open(String table, long number, String... roles) {
        return new OpenBatches(new HypertableName("public", table), List.of(roles), number, List.of("i." + table));
    }
}
