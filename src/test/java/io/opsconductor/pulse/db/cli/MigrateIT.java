package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as users run it, from an empty database to one that is up to date. */
@ProgramTest
@AlsoOnTheJvm
class MigrateIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    @Test
    void a_person_follows_the_files_and_a_machine_reads_one_document() throws SQLException {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Program.write(folder, "036a_b.sql", "CREATE TABLE b (n int);");

        JsonNode planned = Said.by(run("migrate", "--dry-run", "--output=json"))
                .exit(0)
                .document("schemaVersion", "applied", "pending", "skipped");
        assertThat(planned.get("schemaVersion").isNull()).isTrue();
        assertThat(planned.get("pending")).hasSize(2);
        assertThat(query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("0");

        Said.by(run("migrate", "--sql")).exit(0).out("-- 001_a.sql", "-- 036a_b.sql");
        Said.by(run("check", "schema")).exit(3).out("CRITICAL", "schema.current", "pulse-db migrate");

        Said.by(run("migrate", "--target=001", "--progress"))
                .exit(0)
                .err("[1/1] 001_a.sql ")
                .out("1 applied, 1 pending: 036a_b.sql; schema version 001");

        JsonNode applied = Said.by(run("migrate", "--output=json", "--progress"))
                .exit(0)
                .err("[1/1] 036a_b.sql ")
                .document("schemaVersion", "applied", "pending", "skipped");
        assertThat(applied.get("schemaVersion").asText()).isEqualTo("036a");
        assertThat(applied.get("applied").get(0).get("version").asText()).isEqualTo("036a");
        assertThat(applied.get("applied").get(0).get("script").asText()).isEqualTo("036a_b.sql");
        assertThat(applied.get("applied").get(0).get("millis").isIntegralNumber())
                .isTrue();

        Outcome again = run("migrate");
        Said.by(again).exit(0).out("0 applied, nothing pending; schema version 036a");
        assertThat(again.err()).isEmpty();

        assertThat(query("SELECT script FROM flyway_schema_history ORDER BY installed_rank"))
                .isEqualTo(query("SELECT script FROM pulse_migration_log ORDER BY id"))
                .containsExactly("001_a.sql", "036a_b.sql");

        JsonNode status =
                Said.by(run("status", "--output=json")).exit(0).document("schemaVersion", "migrations", "note");
        assertThat(status.get("migrations")).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("state").asText()).isEqualTo("applied");
            assertThat(Instant.parse(row.get("appliedAt").asText()))
                    .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        });
        Said.by(run("validate")).exit(0).out("2 migrations, no problem");
    }

    @Test
    void a_check_of_an_up_to_date_schema_is_good_and_has_the_fields_of_the_contract() {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Said.by(run("migrate")).exit(0);

        JsonNode document =
                Said.by(run("check", "schema", "--output=json")).exit(0).document("checkedAt", "worst", "findings");
        assertThat(document.get("worst").asText()).isEqualTo("ok");
        assertThat(document.get("findings")).hasSizeGreaterThanOrEqualTo(2).allSatisfy(finding -> {
            assertThat(finding.fieldNames())
                    .toIterable()
                    .contains("check", "severity", "subject", "measured", "target", "message", "remedy");
            assertThat(finding.get("severity").asText()).isEqualTo("ok");
        });
    }

    @Test
    void a_run_that_is_killed_leaves_its_file_undone_and_the_next_run_goes_on() throws Exception {
        Program.write(folder, "001_a.sql", "CREATE TABLE a (n int);");
        Program.write(folder, "002_slow.sql", "CREATE TABLE b (n int);", "SELECT pg_sleep(600);");
        Process process = Program.on(database.url()).start("migrate", "--migrations=" + folder);
        await().until(() -> !sleeping().isEmpty());

        process.destroyForcibly().waitFor();

        // The server notices once it writes to the session; ended here so that the test need not sleep for it.
        query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
                + " AND pid <> pg_backend_pid()");
        await().until(() -> sleeping().isEmpty());
        assertThat(query("SELECT script FROM flyway_schema_history")).containsExactly("001_a.sql");
        assertThat(query("SELECT script FROM pulse_migration_log")).containsExactly("001_a.sql");
        assertThat(query("SELECT relname FROM pg_class WHERE relname IN ('a', 'b')"))
                .containsExactly("a");

        Program.write(folder, "002_slow.sql", "CREATE TABLE b (n int);");
        Said.by(run("migrate")).exit(0).out("1 applied, nothing pending; schema version 002");
    }

    @Test
    void a_second_program_waits_says_for_whom_and_gives_up_with_exit_4() throws Exception {
        Program.write(folder, "001_slow.sql", "SELECT pg_sleep(600);");
        Process holder = Program.on(database.url()).start("migrate", "--migrations=" + folder);
        try {
            await().until(() -> !sleeping().isEmpty());

            Outcome outcome = Program.on(database.url())
                    .with("PULSE_MIGRATIONS_LOCK_WAIT", "1s")
                    .run("migrate", "--migrations=" + folder);

            Said.by(outcome)
                    .failed(
                            4,
                            "waiting for the migration lock, held by 'pulse-db migrate ",
                            ":" + holder.pid(),
                            "another run holds the migration lock",
                            "let it finish, or end its session");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private Outcome run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        return Program.on(database.url())
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                .run(arguments.toArray(String[]::new));
    }

    private List<String> sleeping() throws SQLException {
        return query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND query LIKE '%pg_sleep(600)%' AND state = 'active' AND pid <> pg_backend_pid()");
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
