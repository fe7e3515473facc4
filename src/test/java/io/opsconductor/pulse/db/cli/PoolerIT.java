package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.TcpProxy;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real pgbouncer between the program and the server. */
@ProgramTest
class PoolerIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path migrations;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = SERVER.createDatabase();
        Program.write(migrations, "001_first.sql", "CREATE TABLE first (id integer);");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_pooler_in_transaction_mode_is_refused_with_the_cure() {
        try (PgBouncer pooler = new PgBouncer(SERVER, "transaction")) {
            Outcome outcome = Program.on(pooler.url(database.name())).run("migrate", "--migrations=" + migrations);

            assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(2);
            assertThat(outcome.err()).contains("pooler in transaction mode", "DIRECT_DATABASE_URL");
            assertThat(outcome.err()).doesNotContain(SERVER.password());
        }
    }

    @Test
    void the_direct_url_leads_around_it_for_migrations_while_checks_go_through_it() throws SQLException {
        try (PgBouncer pooler = new PgBouncer(SERVER, "transaction")) {
            Outcome migrated = Program.on(pooler.url(database.name()))
                    .with("DIRECT_DATABASE_URL", database.url())
                    .run("migrate", "--migrations=" + migrations);
            assertThat(migrated.exit()).as(migrated.toString()).isZero();

            // Twice as many statements as the driver needs before it would keep one prepared on a backend.
            Outcome checked = Program.on(pooler.url(database.name()))
                    .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                    .run("check", "--all", "schema", "timescale", "compression", "retention");
            assertThat(checked.out()).contains("schema.current").doesNotContain("could not look");
            assertThat(checked.err()).isEmpty();

            // The backends that our sessions had are given to other clients now.
            assertThat(paths(pooler)).containsOnly("\"$user\", public");
        }
    }

    /** What clients find whose statements go to the backends that are there already. */
    private Set<String> paths(PgBouncer pooler) throws SQLException {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            try (Connection client =
                            new Database(DatabaseUrl.parse(pooler.url(database.name()))).connectAsRole("other");
                    ResultSet row = client.createStatement().executeQuery("SHOW search_path")) {
                row.next();
                paths.add(row.getString(1));
            }
        }
        return paths;
    }

    /** Between two looks of ours another client gets the backend. */
    @Test
    void so_is_one_whose_backends_are_all_busy() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newCachedThreadPool();
        try (PgBouncer pooler = new PgBouncer(
                SERVER, PgBouncer.newer(SERVER), "transaction", "default_pool_size = 3\nmin_pool_size = 3")) {
            for (int client = 0; client < 5; client++) {
                clients.submit(() -> keepBusy(pooler, over));
            }
            for (int look = 0; look < 3; look++) {
                Outcome outcome = Program.on(pooler.url(database.name())).run("migrate", "--migrations=" + migrations);

                assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(2);
                assertThat(outcome.err()).contains("pooler in transaction mode");
            }
        } finally {
            over.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void so_is_one_that_goes_round_its_backends() throws Exception {
        try (PgBouncer pooler = new PgBouncer(
                        SERVER,
                        PgBouncer.newer(SERVER),
                        "transaction",
                        "server_round_robin = 1\nmin_pool_size = 2\ndefault_pool_size = 2");
                Database opened = new Database(DatabaseUrl.parse(pooler.url(database.name())))) {
            for (int look = 0; look < 5; look++) {
                assertThat(Pooler.mode(opened)).isEqualTo(Pooler.Mode.TRANSACTION);
            }
        }
    }

    @Test
    void so_are_several_that_answer_by_one_name() throws Exception {
        try (PgBouncer one = new PgBouncer(SERVER, "transaction");
                PgBouncer other = new PgBouncer(SERVER, "transaction");
                TcpProxy name = new TcpProxy(
                        DatabaseUrl.parse(one.url("any")).hosts().get(0).port())) {
            for (int look = 0; look < 5; look++) {
                name.leadInTurn(
                        DatabaseUrl.parse(one.url("any")).hosts().get(0).port(),
                        DatabaseUrl.parse(other.url("any")).hosts().get(0).port());
                try (Database opened = new Database(DatabaseUrl.parse(name.through(one.url(database.name()))))) {
                    assertThat(Pooler.mode(opened)).isEqualTo(Pooler.Mode.TRANSACTION);
                }
            }
        }
    }

    /** The session that was there first is alone at its pooler: the others give the second one away. */
    @Test
    void so_are_two_of_which_one_gets_all_sessions_but_the_first() throws Exception {
        try (PgBouncer one = new PgBouncer(SERVER, "transaction");
                PgBouncer other = new PgBouncer(SERVER, "transaction");
                TcpProxy name = new TcpProxy(
                        DatabaseUrl.parse(one.url("any")).hosts().get(0).port());
                Database opened = new Database(DatabaseUrl.parse(name.through(one.url(database.name()))))) {
            int first = DatabaseUrl.parse(one.url("any")).hosts().get(0).port();
            int next = DatabaseUrl.parse(other.url("any")).hosts().get(0).port();
            name.leadInTurn(first, next, next, next, next, next, next, next);

            assertThat(Pooler.mode(opened)).isEqualTo(Pooler.Mode.TRANSACTION);
        }
    }

    /** Each of two sessions of the pool is ours already where a third is asked for. */
    @Test
    void a_small_pool_in_session_mode_is_fine_too() throws Exception {
        try (PgBouncer pooler = new PgBouncer(SERVER, PgBouncer.newer(SERVER), "session", "default_pool_size = 2");
                Database opened = new Database(DatabaseUrl.parse(pooler.url(database.name())))) {
            assertThat(Pooler.mode(opened)).isEqualTo(Pooler.Mode.SESSION);
        }
    }

    private Void keepBusy(PgBouncer pooler, AtomicBoolean over) throws SQLException {
        try (Connection client = new Database(DatabaseUrl.parse(pooler.url(database.name()))).connectAsRole("client")) {
            while (!over.get()) {
                client.createStatement().execute("SELECT pg_catalog.pg_sleep(0.02 + 0.03 * pg_catalog.random())");
            }
        }
        return null;
    }

    @Test
    void a_pooler_in_session_mode_is_fine() {
        try (PgBouncer pooler = new PgBouncer(SERVER, "session")) {
            Outcome outcome = Program.on(pooler.url(database.name())).run("migrate", "--migrations=" + migrations);

            assertThat(outcome.exit()).as(outcome.toString()).isZero();
            assertThat(outcome.out()).contains("1 applied");
        }
    }
}
