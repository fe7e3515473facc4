package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaJudgeTest {

    @Test
    void a_schema_that_is_up_to_date_makes_two_good_findings() {
        List<Finding> findings = judge(MigrationState.APPLIED, MigrationState.APPLIED);

        assertThat(findings)
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(
                        tuple("schema.current", Severity.OK, "pulse"), tuple("schema.drift", Severity.OK, "pulse"));
        assertThat(findings.get(0).measured()).isEqualTo("version 002");
        assertThat(findings.get(0).target()).isEqualTo("version 002");
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "PENDING, CRITICAL, 1 pending migration",
        "FAILED, CRITICAL, failed half-way",
        "SKIPPED, WARNING, never run by the Python runner",
    })
    void what_is_not_in_the_database_is_not_current(MigrationState state, Severity severity, String message) {
        Finding current = judge(MigrationState.APPLIED, state).get(0);

        assertThat(current.check()).isEqualTo("schema.current");
        assertThat(current.severity()).isEqualTo(severity);
        assertThat(current.measured()).isEqualTo("version 001");
        assertThat(current.target()).isEqualTo("version 002");
        assertThat(current.message()).contains(message);
        assertThat(current.remedy()).isNotBlank();
    }

    @Test
    void every_drifted_file_is_a_finding_of_its_own() {
        List<Finding> findings = judge(MigrationState.CHANGED, MigrationState.MISSING);

        assertThat(findings.subList(1, 3))
                .extracting(Finding::check, Finding::severity, Finding::subject, Finding::measured)
                .containsExactly(
                        tuple("schema.drift", Severity.CRITICAL, "001_x.sql", "changed"),
                        tuple("schema.drift", Severity.CRITICAL, "002_x.sql", "missing"));
        assertThat(findings).allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
    }

    @Test
    void a_failed_file_is_told_before_a_pending_one() {
        assertThat(judge(MigrationState.PENDING, MigrationState.FAILED).get(0).message())
                .contains("failed half-way");
    }

    @Test
    void nothing_at_all_is_said_to_be_nothing() {
        Finding current = judge().get(0);

        assertThat(current.measured()).isEqualTo("no version");
        assertThat(current.target()).isEqualTo("version none");
    }

    private static List<Finding> judge(MigrationState... states) {
        List<MigrationStatus> rows = IntStream.range(0, states.length)
                .mapToObj(i ->
                        new MigrationStatus("00" + (i + 1), "00" + (i + 1) + "_x.sql", states[i], Optional.empty(), 0))
                .toList();
        Optional<String> newest = rows.stream()
                .filter(row -> row.state().isInDatabase())
                .map(MigrationStatus::version)
                .reduce((earlier, later) -> later);
        return SchemaJudge.judge("pulse", new SchemaStatus(newest, rows));
    }
}
