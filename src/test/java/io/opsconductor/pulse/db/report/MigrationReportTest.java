package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.ValidateResult;
import io.opsconductor.pulse.db.migrate.ValidateResult.Problem;
import io.opsconductor.pulse.db.migrate.lint.LintRule.Severity;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import org.junit.jupiter.api.Test;

class MigrationReportTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456Z");

    @Test
    void a_run_is_told_in_one_line() {
        assertThat(MigrationReport.table(result(List.of(file("001", 12)), List.of(), List.of())))
                .isEqualTo("1 applied, nothing pending; schema version 001");
        assertThat(MigrationReport.table(result(List.of(), pending(5), List.of(file("036a", 0)))))
                .isEqualTo("0 applied, 5 pending: 101_x.sql, 102_x.sql, 103_x.sql … 105_x.sql; "
                        + "skipped by the Python runner: 036a_x.sql; schema version 001");
        assertThat(MigrationReport.table(
                        new MigrateResult(Optional.empty(), List.of(), List.of(), List.of(), Set.of())))
                .isEqualTo("0 applied, nothing pending; no schema version");
    }

    @Test
    void a_run_has_the_fields_of_the_contract() throws JsonProcessingException {
        JsonNode document =
                read(MigrationReport.json(result(List.of(file("001", 12)), pending(1), List.of(file("036a", 0)))));

        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly("schemaVersion", "applied", "pending", "skipped");
        assertThat(document.get("schemaVersion").asText()).isEqualTo("001");
        for (String list : List.of("applied", "pending", "skipped")) {
            assertThat(document.get(list).get(0).fieldNames())
                    .toIterable()
                    .containsExactly("version", "script", "millis");
        }
        assertThat(document.get("applied").get(0).get("millis").asInt()).isEqualTo(12);
        assertThat(read(MigrationReport.json(
                                new MigrateResult(Optional.empty(), List.of(), List.of(), List.of(), Set.of())))
                        .get("schemaVersion")
                        .isNull())
                .isTrue();
    }

    @Test
    void states_are_told_aligned_and_in_order() {
        assertThat(MigrationReport.table(status()).lines())
                .containsExactly(
                        "VERSION  STATE    APPLIED AT            MILLIS  FILE",
                        "001      applied  2026-11-22T12:00:00Z  12      001_x.sql",
                        "036a     pending                                036a_x.sql");
    }

    @Test
    void what_there_is_to_know_of_the_whole_schema_is_told_below_its_migrations() throws JsonProcessingException {
        SchemaStatus noted = status().noting("made by hand");

        assertThat(MigrationReport.table(noted).lines().toList()).last().isEqualTo("note: made by hand");
        assertThat(read(MigrationReport.json(noted)).get("note").asText()).isEqualTo("made by hand");
    }

    @Test
    void states_have_the_fields_of_the_contract() throws JsonProcessingException {
        JsonNode document = read(MigrationReport.json(status()));

        assertThat(document.fieldNames()).toIterable().containsExactly("schemaVersion", "migrations", "note");
        JsonNode applied = document.get("migrations").get(0);
        assertThat(applied.fieldNames())
                .toIterable()
                .containsExactly("version", "script", "state", "appliedAt", "outOfOrder", "note");
        assertThat(applied.get("state").asText()).isEqualTo("applied");
        assertThat(Instant.parse(applied.get("appliedAt").asText())).isEqualTo(AT);
        assertThat(document.get("migrations").get(1).get("appliedAt").isNull()).isTrue();
    }

    @Test
    void problems_are_told_as_compilers_do() throws JsonProcessingException {
        ValidateResult result = new ValidateResult(
                2,
                List.of(
                        new Problem("changed", "001_x.sql", 0, "was changed", "restore it"),
                        new Problem("psql-command", "002_x.sql", 7, "\\i is no SQL", "write it in SQL")));

        assertThat(MigrationReport.table(result).lines())
                .containsExactly(
                        "001_x.sql: was changed [changed] -> restore it",
                        "002_x.sql:7: \\i is no SQL [psql-command] -> write it in SQL");
        JsonNode document = read(MigrationReport.json(result));
        assertThat(document.get("files").asInt()).isEqualTo(2);
        assertThat(document.get("problems").get(1).get("line").asInt()).isEqualTo(7);
        assertThat(document.get("problems").get(1).get("severity").asText()).isEqualTo("error");
        assertThat(MigrationReport.table(new ValidateResult(2, List.of()))).isEqualTo("2 migrations, no problem");
    }

    @Test
    void a_warning_is_told_as_one() throws JsonProcessingException {
        ValidateResult result = new ValidateResult(
                2, List.of(new Problem("drop-in-use", "002_x.sql", 7, "DROP TABLE t", "later", Severity.WARNING)));

        assertThat(MigrationReport.table(result))
                .isEqualTo("002_x.sql:7: warning: DROP TABLE t [drop-in-use] -> later");
        assertThat(read(MigrationReport.json(result)).get("problems").get(0).fieldNames())
                .toIterable()
                .containsExactly("rule", "script", "line", "message", "remedy", "severity");
    }

    private static SchemaStatus status() {
        return new SchemaStatus(
                Optional.of("001"),
                List.of(
                        new MigrationStatus("001", "001_x.sql", MigrationState.APPLIED, Optional.of(AT), 12),
                        new MigrationStatus("036a", "036a_x.sql", MigrationState.PENDING, Optional.empty(), 0)));
    }

    @Test
    void a_dry_run_is_one_line_a_file() {
        MigrateResult result = new MigrateResult(
                Optional.empty(),
                List.of(),
                List.of(new AppliedFile("001", "001_a.sql", 0), new AppliedFile("002", "002_b.sql", 0)),
                List.of(),
                Set.of("002_b.sql"));

        assertThat(MigrationReport.table(result, true, List.of()).lines())
                .containsExactly(
                        "001_a.sql",
                        "002_b.sql  (outside a transaction)",
                        "2 would be applied; no schema version -> 002");
    }

    private static MigrateResult result(
            List<AppliedFile> applied, List<AppliedFile> pending, List<AppliedFile> skipped) {
        return new MigrateResult(Optional.of("001"), applied, pending, skipped, Set.of());
    }

    private static List<AppliedFile> pending(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> file("10" + number, 0))
                .toList();
    }

    private static AppliedFile file(String version, long millis) {
        return new AppliedFile(version, version + "_x.sql", millis);
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
