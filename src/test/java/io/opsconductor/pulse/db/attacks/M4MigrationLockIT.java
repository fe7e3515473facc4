package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M4: a role that can log in, and has no other right, takes the advisory lock of migrations. */
@ProgramTest
class M4MigrationLockIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    static final long KEY = 0x70756c7365006462L;

    @TempDir
    Path folder;

    private TestDatabase database;
    private String mallory;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase();
        mallory = database.name() + "_mallory";
        database.execute("CREATE ROLE " + mallory + " LOGIN PASSWORD 'geheim'");
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE a (n int);\n");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        try (TestDatabase other = SERVER.createDatabase()) {
            other.execute("DROP ROLE " + mallory);
        }
    }

    @Test
    void who_holds_it_is_told_at_once_with_role_and_pid_and_the_way_out() throws SQLException {
        String url = SERVER.jdbcUrl(database.name()).replaceAll("\\?.*", "");
        try (Connection attack = DriverManager.getConnection(url, mallory, "geheim");
                Statement statement = attack.createStatement()) {
            statement.execute("SET application_name = 'pulse-db migrate host:1'");
            statement.execute("SELECT pg_advisory_lock(" + KEY + ")");

            PulseDbProgram.Outcome migrate = program().run("migrate");
            assertThat(migrate.exit()).as(migrate.toString()).isEqualTo(1);
            assertThat(migrate.err())
                    .contains("the migration lock is held by", "role " + mallory, "server pid ")
                    .containsPattern("-> SELECT pg_catalog.pg_terminate_backend\\(\\d+\\);");

            PulseDbProgram.Outcome check = program().run("check", "schema", "--output=json");
            assertThat(check.exit()).as(check.toString()).isEqualTo(3);
            assertThat(check.out()).contains("\"schema.lock\"", "held by role " + mallory);
        }
        assertThat(program().run("migrate").exit()).isZero();
        assertThat(program().run("check", "schema", "--output=json").out()).contains("the migration lock is free");
    }

    private PulseDbProgram program() {
        return new PulseDbProgram().database(database.url()).with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }
}
