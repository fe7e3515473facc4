package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program where a history has to be made or put right. */
@ProgramTest
class RepairIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    @BeforeEach
    void open() {
        Program.write(folder, "001_t.sql", "CREATE TABLE t AS SELECT g AS n FROM generate_series(1, 100) g;");
    }

    @Test
    void a_program_killed_in_a_concurrent_build_leaves_a_failed_file_that_repair_explains() throws Exception {
        Said.by(program().run("migrate")).exit(0);
        Program.write(folder, "002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        try (Connection application = database.connect();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            Process process =
                    program().with("PULSE_MIGRATIONS_LOCK_TIMEOUT", "5m").start("migrate");
            await().until(() ->
                    value("SELECT count(*) FROM pg_class WHERE relname = 't_n'").equals("1"));

            process.destroyForcibly().waitFor();

            // The server sees that nobody is left to answer to, though the application still holds its lock.
            await().until(() -> value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .equals("0"));
            application.rollback();
        }
        JsonNode status = Said.by(program().run("status", "--output=json"))
                .exit(0)
                .document("schemaVersion", "migrations", "note")
                .get("migrations")
                .get(1);
        assertThat(status.get("state").asText()).isEqualTo("failed");
        assertThat(status.get("note").asText()).contains("began at ", "and its end was never recorded");
        Said.by(program().run("migrate"))
                .failed(2, "002_i.sql failed half-way", "pulse-db repair retry 002", "repair mark-applied 002");

        Said.by(program().run("repair", "retry", "002", "--dry-run"))
                .exit(0)
                .out("002_i.sql would be pending again: it failed half-way", "DROP INDEX CONCURRENTLY public.t_n;");
        Said.by(program().run("migrate")).failed(2, "002_i.sql failed half-way");

        JsonNode repaired = Said.by(program().run("repair", "retry", "002", "--output=json"))
                .exit(0)
                .err("retry forgets the failed attempt")
                .document("action", "explanation", "repaired", "invalidIndexes");
        assertThat(repaired.get("repaired").get(0).get("script").asText()).isEqualTo("002_i.sql");
        Said.by(program().run("migrate")).exit(0).out("1 applied, nothing pending; schema version 002");
        assertThat(value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void a_schema_made_by_hand_is_adopted_at_a_version() throws SQLException {
        Program.write(folder, "002_u.sql", "CREATE TABLE u (n int);");
        database.execute("CREATE TABLE t (n int)");
        Said.by(program().run("migrate")).failed(2, "no history says", "pulse-db adopt --at=VERSION");

        Said.by(program().run("adopt", "--at=001", "--dry-run"))
                .exit(0)
                .out("would record as applied: 001_t.sql", "1 would be recorded, none run; 1 pending");
        assertThat(value("SELECT to_regclass('flyway_schema_history')")).isNull();

        JsonNode adopted = Said.by(program().run("adopt", "--at=001", "--output=json"))
                .exit(0)
                .document("schemaVersion", "adopted", "skipped", "pending");
        assertThat(adopted.get("adopted").findValuesAsText("script")).containsExactly("001_t.sql");
        Said.by(program().run("adopt", "--at=001")).failed(2, "there is a history already", "pulse-db status");
        Said.by(program().run("migrate")).exit(0).out("1 applied, nothing pending; schema version 002");
    }

    @Test
    void a_wrong_word_is_a_usage_error_that_names_the_right_ones() {
        Said.by(program().run("repair", "everything", "001"))
                .failed(
                        2,
                        "there is no repair 'everything'",
                        "say one of retry, mark-applied, accept-changed, forget-missing");
        Said.by(program().run("repair", "retry")).exit(2);
        Said.by(program().run("adopt")).exit(2).err("--at");
    }

    private PulseDbProgram program() {
        return Program.on(database.url()).with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
