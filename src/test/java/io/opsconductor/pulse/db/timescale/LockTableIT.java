package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;

/** A server whose lock table is too small for its chunks: what is foretold comes about, and the remedy makes room. */
@ProgramTest
class LockTableIT {
    private static final int CHUNKS = 300;
    /** Chunk, two indexes, TOAST with its index, two types, two constraints of the table's, the chunk's own bounds. */
    private static final int EACH = 10;

    private static final String DROP = "SELECT count(*) FROM drop_chunks('reading', older_than => now())";

    @Test
    void what_retention_locks_at_once_is_foretold_and_the_remedy_makes_room() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE EXTENSION timescaledb",
                    "CREATE TABLE reading (at timestamptz NOT NULL, device int, note text,"
                            + " PRIMARY KEY (at, device), CHECK (device > 0))",
                    "SELECT create_hypertable('reading', 'at', chunk_time_interval => interval '1 hour')",
                    "INSERT INTO reading SELECT '2024-01-01'::timestamptz + n * interval '1 hour', 1, ''"
                            + " FROM generate_series(1, " + CHUNKS + ") n");
            assertThat(locksOfDropping(database)).isBetween(CHUNKS * EACH, CHUNKS * EACH + 20);
            assertThat(locks(database, "reading")).isNull();

            database.execute(
                    "ALTER SYSTEM SET max_locks_per_transaction = 10",
                    "ALTER SYSTEM SET max_connections = 20",
                    "ALTER SYSTEM SET max_worker_processes = 8");
            server.restart();
            JsonNode found = locks(database, "reading");
            assertThat(found.path("severity").asText()).isEqualTo("critical");
            assertThat(found.path("value").asInt()).isEqualTo(CHUNKS * EACH);
            assertThatThrownBy(() -> database.execute(DROP))
                    .isInstanceOfSatisfying(SQLException.class, problem -> assertThat(problem.getSQLState())
                            .as("out of shared memory")
                            .isEqualTo("53200"));

            database.execute(found.path("remedy").asText());
            server.restart();
            assertThat(locks(database, "reading")).isNull();
            database.execute(DROP);
        }
    }

    private static int locksOfDropping(TestDatabase database) throws SQLException {
        try (Connection session = database.connect();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute(DROP);
            ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()");
            row.next();
            int locks = row.getInt(1);
            session.rollback();
            return locks;
        }
    }

    /** The finding about that subject; null when there is none. */
    private static JsonNode locks(TestDatabase database, String subject) throws Exception {
        JsonNode findings = new ObjectMapper()
                .readTree(new PulseDbProgram()
                        .database(database.url())
                        .with("PULSE_PROFILE", "none")
                        .with("PULSE_HYPERTABLES_READING_DROP_AFTER", "30d")
                        .run("check", "timescale", "--output=json")
                        .out())
                .path("findings");
        for (JsonNode finding : findings) {
            if (finding.path("check").asText().equals("timescale.locks")
                    && finding.path("subject").asText().equals(subject)) {
                return finding;
            }
        }
        return null;
    }
}
