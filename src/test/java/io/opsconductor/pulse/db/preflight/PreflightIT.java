package io.opsconductor.pulse.db.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a target from being migrated, judged or backed up is told before the first run, with its cure. */
@ProgramTest
class PreflightIT {
    private static PostgresServer server;

    @TempDir
    Path backups;

    private TestDatabase database;

    @BeforeAll
    static void start() {
        server = DevelopmentDatabases.shared().server().newServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        database = server.createDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_target_that_offers_everything_has_nothing_critical() {
        Outcome outcome = program().run("preflight");

        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(outcome.out())
                .contains("preflight.server", "preflight.pg-dump", "preflight.locks", "self-hosted", "preflight.volume")
                .contains("preflight.drill", "preflight.wal")
                .contains("preflight.directory", "new");
    }

    @Test
    void each_task_is_asked_about_alone() throws Exception {
        assertThat(ids(program().run("preflight", "check", "--output=json")))
                .contains("preflight.server", "preflight.timescale", "preflight.check-rights")
                .doesNotContain("preflight.writable", "preflight.pg-dump", "preflight.migrate-rights");
        assertThat(program().run("preflight", "nothing").exit()).isEqualTo(2);
    }

    @Test
    void the_server_for_drills_is_asked_whether_it_can_take_what_is_restored() throws Exception {
        assertThat(finding(program().run("preflight", "drill", "--output=json"), "preflight.drill")
                        .path("measured")
                        .asText())
                .isEqualTo("no server");
        database.execute("CREATE EXTENSION timescaledb", "CREATE ROLE weakling LOGIN PASSWORD 'weak'");
        try {
            PulseDbProgram drilling = program().with("PULSE_DRILL_URL", server.url("postgres"));
            assertThat(severity(drilling.run("preflight", "run", "--output=json"), "preflight.drill"))
                    .isEqualTo("ok");
            String weak = "postgresql://weakling:weak@" + server.host() + ":" + server.port() + "/postgres";
            Outcome refused = drilling.with("PULSE_DRILL_URL", weak).run("preflight", "drill", "--output=json");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(severity(refused, "preflight.drill")).isEqualTo("critical");
            assertThat(severity(
                            drilling.with("PULSE_DRILL_URL", "postgresql://any@127.0.0.1:1/none")
                                    .run("preflight", "drill", "--output=json"),
                            "preflight.drill"))
                    .isEqualTo("unknown");
        } finally {
            database.execute("DROP ROLE weakling");
        }
    }

    private static String severity(Outcome outcome, String id) throws Exception {
        return finding(outcome, id).path("severity").asText();
    }

    @Test
    void indexes_of_an_older_collation_are_named_and_rebuilt_by_what_is_printed() throws Exception {
        String name = "sorted_" + database.name();
        database.execute("CREATE DATABASE " + name + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        database.execute("UPDATE pg_database SET datcollversion = '1.0' WHERE datname = '" + name + "'");
        PulseDbProgram asking = program().database(server.url(name));

        JsonNode found = finding(asking.run("preflight", "check", "--output=json"), "preflight.collation");
        assertThat(found.path("target").asText()).isEqualTo("1.0");
        for (String statement : found.path("remedy").asText().split("; ")) {
            paste(server, name, statement);
        }
        assertThat(finding(asking.run("preflight", "check", "--output=json"), "preflight.collation")
                        .path("severity")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void limits_and_event_triggers_are_named_and_limits_go_by_what_is_printed() throws Exception {
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET statement_timeout = '5s'");
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET session_replication_role = replica");
        database.execute("CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        database.execute("CREATE EVENT TRIGGER \"O'dd\" ON ddl_command_end EXECUTE FUNCTION told()");

        List<JsonNode> found = notOk(program().run("preflight", "--output=json"));
        assertThat(found)
                .extracting(finding -> finding.path("check").asText() + ": "
                        + finding.path("measured").asText())
                .contains(
                        "preflight.limits: statement_timeout = 5s, set for database " + database.name(),
                        "preflight.settings: session_replication_role = replica, set for database " + database.name(),
                        "preflight.event-triggers: 1 event trigger");

        for (JsonNode finding : found) {
            if (finding.path("remedyKind").asText().equals("sql")) {
                for (String statement : finding.path("remedy").asText().split("; ")) {
                    database.execute(statement);
                }
            }
        }
        assertThat(notOk(program().run("preflight", "--output=json")))
                .extracting(finding -> finding.path("check").asText())
                .doesNotContain("preflight.limits", "preflight.settings");
    }

    @Test
    void a_role_without_rights_is_told_the_grants_for_each_task() throws Exception {
        database.execute("CREATE TABLE kept (n int)");
        database.execute("CREATE ROLE \"we ak\" LOGIN PASSWORD 'weak'");
        try {
            String url = "postgresql://we%20ak:weak@" + server.host() + ":" + server.port() + "/" + database.name();
            Outcome outcome = program().database(url).run("preflight", "--output=json");

            assertThat(outcome.exit()).isEqualTo(3);
            assertThat(notOk(outcome))
                    .extracting(finding -> finding.path("check").asText() + ": "
                            + finding.path("remedy").asText())
                    .contains(
                            "preflight.migrate-rights: pulse-db grants --for=migrate 'we ak' | psql",
                            "preflight.check-rights: pulse-db grants --for=check 'we ak' | psql",
                            "preflight.backup-rights: pulse-db grants --for=backup 'we ak' | psql");
        } finally {
            database.execute("DROP ROLE \"we ak\"");
        }
    }

    @Test
    void a_read_only_database_and_a_missing_directory_are_critical() throws Exception {
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET default_transaction_read_only = on");
        Files.delete(backups);

        assertThat(notOk(program().run("preflight", "--output=json")))
                .filteredOn(finding -> finding.path("severity").asText().equals("critical"))
                .extracting(finding -> finding.path("check").asText())
                .containsExactlyInAnyOrder("preflight.writable", "preflight.directory");
    }

    @Test
    void a_path_that_leads_to_the_systems_schema_alone_is_critical_even_for_a_superuser() throws Exception {
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET search_path = missing, pg_catalog");

        assertThat(severity(program().run("preflight", "migrate", "--output=json"), "preflight.migrate-rights"))
                .isEqualTo("critical");
    }

    @Test
    void a_pooler_in_transaction_mode_is_critical_and_one_in_session_mode_is_not() throws Exception {
        try (PgBouncer transactions = new PgBouncer(server, "transaction");
                PgBouncer sessions = new PgBouncer(server, "session")) {
            assertThat(notOk(program()
                            .database(transactions.url(database.name()))
                            .run("preflight", "migrate", "--output=json")))
                    .anySatisfy(finding -> {
                        assertThat(finding.path("check").asText()).isEqualTo("preflight.pooler");
                        assertThat(finding.path("remedy").asText()).contains("DIRECT_DATABASE_URL");
                    });
            assertThat(notOk(program()
                            .database(sessions.url(database.name()))
                            .run("preflight", "migrate", "--output=json")))
                    .extracting(finding -> finding.path("check").asText())
                    .doesNotContain("preflight.pooler");
        }
    }

    @Test
    void more_tables_than_locks_are_foretold_and_the_remedy_makes_room() throws Exception {
        try (PostgresServer small = DevelopmentDatabases.shared().server().newServer()) {
            try (TestDatabase settings = small.createDatabase()) {
                settings.execute("ALTER SYSTEM SET max_locks_per_transaction = 10");
                settings.execute("ALTER SYSTEM SET max_connections = 20");
                settings.execute("ALTER SYSTEM SET max_worker_processes = 8");
            }
            small.restart();
            try (TestDatabase crowded = small.createDatabase()) {
                crowded.execute("DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE TABLE t%s ()', i); "
                        + "IF i % 20 = 0 THEN COMMIT; END IF; END LOOP; END $$");
                PulseDbProgram asking = program().database(crowded.url());
                JsonNode locks = finding(asking.run("preflight", "backup", "--output=json"), "preflight.locks");
                assertThat(locks.path("severity").asText()).isEqualTo("critical");
                assertThat(locks.path("value").asLong()).isEqualTo(500);
                assertThat(locks.path("limit").asLong())
                        .as("10 for each backend")
                        .isBetween(200L, 499L);

                crowded.execute(locks.path("remedy").asText());
                small.restart();
                assertThat(finding(asking.run("preflight", "backup", "--output=json"), "preflight.locks")
                                .path("severity")
                                .asText())
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void a_server_that_is_away_is_worth_a_retry() {
        Outcome outcome =
                program().database("postgresql://nobody@127.0.0.1:1/none").run("preflight");

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("127.0.0.1:1");
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(database.url())
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", backups.toString());
    }

    private static void paste(PostgresServer server, String name, String statement) throws Exception {
        try (Connection session =
                        DriverManager.getConnection(server.jdbcUrl(name), server.superuser(), server.password());
                Statement pasted = session.createStatement()) {
            pasted.execute(statement);
        }
    }

    private static List<String> ids(Outcome outcome) throws Exception {
        return findings(outcome).stream()
                .map(finding -> finding.path("check").asText())
                .toList();
    }

    private static JsonNode finding(Outcome outcome, String id) throws Exception {
        return findings(outcome).stream()
                .filter(finding -> finding.path("check").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> notOk(Outcome outcome) throws Exception {
        return findings(outcome).stream()
                .filter(finding -> !finding.path("severity").asText().equals("ok"))
                .toList();
    }

    private static List<JsonNode> findings(Outcome outcome) throws Exception {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(outcome.out())
                                .path("findings")
                                .spliterator(),
                        false)
                .toList();
    }
}
