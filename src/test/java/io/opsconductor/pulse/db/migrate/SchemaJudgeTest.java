package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaJudgeTest {
    private static final OpenHistory OPEN = new OpenHistory(
            List.of("public.flyway_schema_history", "public.schema_migrations"),
            List.of("PUBLIC", "app"),
            List.of("writer"),
            List.of("REVOKE 1;", "REVOKE 2;"));

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

    @ParameterizedTest
    @CsvSource({"APPLIED, 1", "PENDING, 2"})
    void a_history_that_others_may_write_to_says_nothing_good(MigrationState state, int current) {
        List<Finding> findings = SchemaJudge.judge("pulse", status(state).from(Optional.of(OPEN)));

        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("schema.current"))
                .hasSize(current)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.CRITICAL))
                .last()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("public.flyway_schema_history");
                    assertThat(finding.message())
                            .isEqualTo(
                                    "every role, role app, role writer (pg_write_all_data) may write to public.flyway_schema_history,"
                                            + " public.schema_migrations: what is recorded there may be forged");
                    assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.SQL);
                    assertThat(finding.cure().text())
                            .isEqualTo("REVOKE 1; REVOKE 2; REVOKE pg_write_all_data FROM \"writer\";");
                });
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("schema.drift"))
                .hasSize(1);
    }

    @Test
    void who_may_write_is_noted_beside_what_else_there_is_to_know() {
        SchemaStatus status = status().noting("made by hand");

        assertThat(status.from(Optional.empty()).note()).isEqualTo("made by hand");
        assertThat(status.from(Optional.of(OPEN)).note()).isEqualTo("made by hand; " + OPEN.message());
    }

    private static List<Finding> judge(MigrationState... states) {
        return SchemaJudge.judge("pulse", status(states));
    }

    private static SchemaStatus status(MigrationState... states) {
        List<MigrationStatus> rows = IntStream.range(0, states.length)
                .mapToObj(i ->
                        new MigrationStatus("00" + (i + 1), "00" + (i + 1) + "_x.sql", states[i], Optional.empty(), 0))
                .toList();
        Optional<String> newest = rows.stream()
                .filter(row -> row.state().isInDatabase())
                .map(MigrationStatus::version)
                .reduce((earlier, later) -> later);
        return new SchemaStatus(newest, rows);
    }
}
