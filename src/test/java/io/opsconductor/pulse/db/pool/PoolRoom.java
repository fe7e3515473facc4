package io.opsconductor.pulse.db.pool;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database behind real pgbouncers: Debian 13's and that of this machine's release, whose consoles are read as they are. */
@ProgramTest
abstract class PoolRoom {
    static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    static final Path NEWER = PgBouncer.newer(SERVER);

    TestDatabase database;

    @BeforeEach
    void create() {
        database = SERVER.createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    static Stream<Path> programs() {
        return PgBouncer.programs(SERVER).stream();
    }

    final Connection client(PgBouncer pooler) throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(pooler.url(database.name()));
        return DriverManager.getConnection(url.jdbcUrl(), url.jdbcProperties());
    }

    final PulseDbProgram program() {
        return new PulseDbProgram().database(database.url()).with("PULSE_PROFILE", "none");
    }

    final PulseDbProgram poolers(String console) {
        return program().with("PULSE_PGBOUNCER_URL", console);
    }

    static JsonNode finding(PulseDbProgram program, String id, String subject) throws Exception {
        Outcome outcome = program.run("check", "pools", "--output=json");
        return findings(outcome).stream()
                .filter(finding -> finding.path("check").asText().equals(id)
                        && finding.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.toString()));
    }

    static List<JsonNode> findings(Outcome outcome) throws Exception {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(outcome.out())
                                .path("findings")
                                .spliterator(),
                        false)
                .toList();
    }
}
