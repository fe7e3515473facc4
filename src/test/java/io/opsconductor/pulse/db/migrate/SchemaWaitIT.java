package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that waits for its schema, logged in as a role that may read and do nothing else. */
class SchemaWaitIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    private static final Duration LONG = Patience.LIMIT;

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private TestRun run;
    private String role;

    @BeforeEach
    void open() throws SQLException {
        database = SERVER.createDatabase();
        role = database.name() + "_reader";
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'geheim'");
        run = new TestRun(database, folder).file("001_a.sql", "CREATE TABLE a (n int);");
    }

    @AfterEach
    void close() throws SQLException {
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        database.close();
    }

    @Test
    void it_waits_through_an_empty_database_missing_rights_and_an_older_version() throws SQLException {
        run.file("002_grant.sql", "GRANT SELECT ON flyway_schema_history TO " + role + ";");
        CompletableFuture<AwaitResult> waiting = CompletableFuture.supplyAsync(() -> reached("003", LONG));
        await().until(() -> told.contains("schema version 003: no migration is recorded yet"));

        run.migrateTo("001");
        await().until(() -> told.contains("schema version 003: this role may not read flyway_schema_history"));
        run.file("003_b.sql", "CREATE TABLE b (n int);").migrate();

        assertThat(waiting.join().schemaVersion()).isEqualTo("003");
        assertThat(reached("002", LONG).awaited()).isEqualTo("002");
    }

    @Test
    void a_role_that_has_no_schema_to_create_in_waits_and_looks_like_others() throws SQLException {
        database.execute("ALTER ROLE " + role + " SET search_path = pg_catalog");
        CompletableFuture<AwaitResult> waiting = CompletableFuture.supplyAsync(() -> reached("001", LONG));
        await().until(() -> told.contains("schema version 001: no migration is recorded yet"));
        assertThat(new TestRun(database, folder).through(url()).states()).containsExactly("001_a.sql=pending");

        run.migrate();
        database.execute("GRANT SELECT ON flyway_schema_history TO " + role);

        assertThat(waiting.join().schemaVersion()).isEqualTo("001");
    }

    /** A role that may write where that is recorded can say that any version is there. */
    @Test
    void who_else_may_have_written_what_is_there_is_told() throws SQLException {
        run.migrate();
        database.execute("GRANT SELECT ON flyway_schema_history TO " + role);
        assertThat(reached("001", LONG).note()).isEmpty();
        String other = database.name() + "_other";
        database.execute("CREATE ROLE " + other + " LOGIN", "GRANT INSERT ON flyway_schema_history TO " + other);
        try {
            assertThat(reached("001", LONG).note())
                    .isEqualTo("role " + other
                            + " may write to public.flyway_schema_history: what is recorded there may be forged");
        } finally {
            database.execute("DROP OWNED BY " + other, "DROP ROLE " + other);
        }
    }

    @Test
    void a_row_of_the_python_runners_table_that_names_nothing_says_nothing() throws SQLException {
        database.execute(
                "CREATE TABLE schema_migrations (version text, filename text, applied_at timestamptz)",
                "INSERT INTO schema_migrations VALUES (NULL, NULL, NULL), ('001', '001_a.sql', now())",
                "GRANT SELECT ON schema_migrations TO " + role);

        assertThat(reached("001", LONG).schemaVersion()).isEqualTo("001");
    }

    @Test
    void the_python_runners_table_is_enough() throws SQLException {
        database.execute(
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                "INSERT INTO schema_migrations VALUES ('115', '115_z.sql')",
                "GRANT SELECT ON schema_migrations TO " + role);

        assertThat(reached("115", LONG).schemaVersion()).isEqualTo("115");
        assertThat(reached("036a", LONG).schemaVersion()).isEqualTo("115");
    }

    @Test
    void a_version_that_does_not_come_is_worth_a_retry_and_a_failed_file_is_told() throws SQLException {
        run.file("002_u.sql", "CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n);").migrateTo("001");
        database.execute("INSERT INTO a VALUES (1), (1)", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
        assertThatThrownBy(run::migrate).hasMessageContaining("23505");

        assertThatThrownBy(() -> reached("002", Duration.ofMillis(500)))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage())
                            .startsWith("schema version 002 is not there: the schema is at 001,"
                                    + " and 002_u.sql failed half-way; waited ");
                    assertThat(failure.remedy()).contains("pulse-db repair retry 002");
                });
        assertThat(reached("001", LONG).schemaVersion()).isEqualTo("001");
    }

    @Test
    void a_wrong_password_and_a_word_that_is_no_version_are_not_waited_for() {
        assertThatThrownBy(() -> reached("003", LONG, url().replace("geheim", "falsch")))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThatThrownBy(() -> reached("latest", LONG))
                .hasMessage("--version=latest is no version")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThat(told).isEmpty();
    }

    private AwaitResult reached(String version, Duration limit) {
        return reached(version, limit, url());
    }

    private AwaitResult reached(String version, Duration limit, String url) {
        try (Database opened = new Database(DatabaseUrl.parse(url))) {
            return new SchemaWait(run.settings()).await(opened, version, limit, (why, waited, of) -> told.add(why));
        }
    }

    private String url() {
        return "postgresql://" + role + ":geheim@127.0.0.1:" + SERVER.port() + "/" + database.name();
    }
}
