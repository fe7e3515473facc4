package io.opsconductor.pulse.db.migrate.run;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Rows;
import io.opsconductor.pulse.db.migrate.TcpProxy;
import io.opsconductor.pulse.db.migrate.TestRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that takes longer than the watch looks away, where a name leads to more than one server. */
class SessionWatchIT {
    /** Time enough for a login on a machine that has much else to do, and several looks within the file. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(4);

    private static final String ALIKE = "watcher:same@";

    private static PostgresServer one;
    private static PostgresServer other;

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;

    @BeforeAll
    static void two_servers_with_one_login() throws SQLException {
        one = DevelopmentDatabases.shared().server().newServer();
        other = DevelopmentDatabases.shared().server().newServer();
        for (PostgresServer server : List.of(one, other)) {
            try (TestDatabase any = server.createDatabase()) {
                any.execute("CREATE ROLE watcher SUPERUSER LOGIN PASSWORD 'same'");
            }
        }
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @BeforeEach
    void open() throws SQLException {
        // Not dropped at the end: the servers go, and everything with them.
        database = one.createDatabase();
        try (TestDatabase any = other.createDatabase()) {
            any.execute("CREATE DATABASE " + database.name());
        }
        run = new TestRun(database, folder).lostAfter(LOST_AFTER);
    }

    @Test
    void the_watch_looks_at_the_host_that_was_chosen_of_several() {
        run.file("001_slow.sql", "SELECT pg_sleep(5);")
                .through("postgresql://" + ALIKE + one.host() + ":" + one.port() + "," + other.host() + ":"
                        + other.port() + "/" + database.name()
                        + "?load_balance_hosts=random&target_session_attrs=read-write");

        assertThat(run.migrate().applied()).hasSize(1);
    }

    @Test
    void what_another_server_does_not_see_may_live_on() throws Exception {
        try (TcpProxy network = new TcpProxy(one.port())) {
            run.file("001_slow.sql", "SELECT pg_sleep(5);").through(network.through(url()));
            CompletableFuture<MigrateResult> running = started();
            network.leadTo(other.port());

            assertThat(Patience.result(running).applied()).hasSize(1);
        }
    }

    @Test
    void looks_that_land_now_on_its_server_and_then_on_another_find_nothing_lost() throws Exception {
        try (TcpProxy network = new TcpProxy(one.port())) {
            run.file("001_slow.sql", "SELECT pg_sleep(9);").through(network.through(url()));
            CompletableFuture<MigrateResult> running = started();
            // Past the first look, and then for longer than the server may be out of reach.
            Thread.sleep(LOST_AFTER.dividedBy(3).toMillis());
            network.leadTo(other.port());

            assertThat(Patience.result(running).applied()).hasSize(1);
        }
    }

    @Test
    void a_network_that_swallows_all_while_the_watch_looks_does_not_hold_the_watch() throws Exception {
        try (TcpProxy network = new TcpProxy(one.port())) {
            run.file("001_slow.sql", "SELECT pg_sleep(600);").through(network.through(url()));
            CompletableFuture<MigrateResult> running = started();
            network.swallowAfterNextLogin();

            wasLost(running);
        }
    }

    @Test
    void a_session_that_its_server_has_no_more_is_given_up_though_nobody_told() throws Exception {
        try (TcpProxy network = new TcpProxy(one.port())) {
            run.file("001_slow.sql", "SELECT pg_sleep(600);").through(network.through(url()));
            CompletableFuture<MigrateResult> running = started();
            network.forget();
            Rows.of(database, "SELECT pg_terminate_backend(pid)" + ITS_SESSION);

            wasLost(running);
        }
    }

    private static void wasLost(CompletableFuture<MigrateResult> running) {
        assertThatThrownBy(() -> Patience.result(running))
                .cause()
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).as(failure.getMessage()).isEqualTo(ExitCode.NOT_NOW);
                    assertThat(failure.getMessage()).contains("001_slow.sql", "the connection was lost");
                });
    }

    private static final String ITS_SESSION = " FROM pg_stat_activity WHERE datname = current_database()"
            + " AND state = 'active' AND query LIKE 'SELECT pg_sleep%'";

    private String url() {
        return "postgresql://" + ALIKE + one.host() + ":" + one.port() + "/" + database.name();
    }

    private CompletableFuture<MigrateResult> started() {
        CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
        await().until(() -> !Rows.of(database, "SELECT pid" + ITS_SESSION).isEmpty());
        return running;
    }
}
