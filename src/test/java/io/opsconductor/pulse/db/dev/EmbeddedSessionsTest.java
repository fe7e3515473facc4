package io.opsconductor.pulse.db.dev;

import static io.opsconductor.pulse.db.Patience.await;
import static io.opsconductor.pulse.db.dev.Sql.execute;
import static io.opsconductor.pulse.db.dev.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.util.PSQLException;

/** What PostgreSQL keeps per session stays with its session, though all share one backend. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedSessionsTest {

    @AutoClose
    private static final EmbeddedTimescale SERVER = new EmbeddedTimescale();

    @AutoClose
    private final TestDatabase database = SERVER.create();

    @Test
    void many_connections_take_turns() throws Exception {
        int clients = 8;
        int rounds = 25;
        database.execute("CREATE TABLE counter (value int)", "INSERT INTO counter VALUES (0)");
        Callable<Void> client = () -> {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < rounds; round++) {
                    int value = Integer.parseInt(text(connection, "SELECT value FROM counter"));
                    statement.execute("UPDATE counter SET value = " + (value + 1));
                    connection.commit();
                }
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(clients);
        for (var done : threads.invokeAll(
                IntStream.range(0, clients).mapToObj(i -> client).toList())) {
            done.get();
        }
        threads.shutdown();
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT value FROM counter")).isEqualTo(String.valueOf(clients * rounds));
        }
    }

    @Test
    void settings_and_roles_of_one_connection_are_not_seen_by_another() throws SQLException {
        database.execute("CREATE ROLE reader", "CREATE SCHEMA elsewhere");
        try (var one = database.connect();
                var other = database.connect()) {
            execute(one, "SET search_path = elsewhere");
            execute(one, "SET app.tenant = 'one'");
            execute(one, "SET statement_timeout = '7s'");
            execute(one, "SET ROLE reader");
            assertThat(text(other, "SHOW search_path")).isEqualTo("\"$user\", public");
            assertThat(text(other, "SELECT current_setting('app.tenant', true)"))
                    .isNullOrEmpty();
            assertThat(text(other, "SELECT current_user")).isEqualTo("postgres");
            assertThat(text(one, "SHOW search_path")).isEqualTo("elsewhere");
            assertThat(text(one, "SHOW app.tenant")).isEqualTo("one");
            assertThat(text(one, "SHOW statement_timeout")).isEqualTo("7s");
            assertThat(text(one, "SELECT current_user")).isEqualTo("reader");
            execute(other, "RESET ALL");
            assertThat(text(other, "SHOW search_path")).isEqualTo("\"$user\", public");
        }
    }

    @Test
    void settings_of_a_role_and_of_the_connection_string_apply() throws SQLException {
        database.execute("CREATE ROLE app LOGIN", "ALTER ROLE app SET work_mem = '9MB'");
        String url = database.jdbcUrl().replace("user=postgres", "user=app") + "&options=-c%20lock_timeout=3s"
                + "&ApplicationName=tester&currentSchema=mine";
        try (var connection = DriverManager.getConnection(url)) {
            assertThat(text(connection, "SELECT session_user")).isEqualTo("app");
            assertThat(text(connection, "SHOW work_mem")).isEqualTo("9MB");
            assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("3s");
            assertThat(text(connection, "SHOW application_name")).isEqualTo("tester");
            assertThat(text(connection, "SHOW search_path")).isEqualTo("mine");
        }
    }

    @Test
    void prepared_statements_of_the_same_name_are_kept_apart() throws SQLException {
        for (String threshold : new String[] {"0", "1", "5"}) {
            String url = database.jdbcUrl() + "&prepareThreshold=" + threshold;
            try (var one = DriverManager.getConnection(url);
                    var other = DriverManager.getConnection(url);
                    var ones = one.prepareStatement("SELECT 'one' || ?::text");
                    var others = other.prepareStatement("SELECT 'other' || ?::text")) {
                for (int round = 0; round < 10; round++) {
                    ones.setInt(1, round);
                    others.setInt(1, round);
                    assertThat(text(ones)).isEqualTo("one" + round);
                    assertThat(text(others)).isEqualTo("other" + round);
                }
            }
        }
    }

    @Test
    void whoever_wants_the_backend_waits_for_the_open_transaction() throws Exception {
        database.execute("CREATE TABLE t (a int)");
        var thread = Executors.newSingleThreadExecutor();
        try (var one = database.connect();
                var other = database.connect()) {
            one.setAutoCommit(false);
            execute(one, "INSERT INTO t VALUES (1)");
            var count = thread.submit(() -> text(other, "SELECT count(*) FROM t"));
            Thread.sleep(200);
            assertThat(count).isNotDone();
            one.commit();
            assertThat(count.get()).isEqualTo("1");
        }
        thread.shutdown();
    }

    @Test
    void the_transaction_of_a_client_that_vanishes_is_rolled_back() throws Exception {
        database.execute("CREATE TABLE t (a int)");
        var vanishing = database.connect();
        vanishing.setAutoCommit(false);
        execute(vanishing, "INSERT INTO t VALUES (1)");
        vanishing.abort(Runnable::run);
        try (var connection = database.connect()) {
            assertThat(text(connection, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void an_advisory_lock_keeps_the_other_session_out() throws SQLException {
        try (var one = database.connect();
                var other = database.connect()) {
            assertThat(text(one, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_try_advisory_xact_lock(-42)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-43)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(7, -8)")).isEqualTo("t");
            assertThat(text(one, "SELECT pg_try_advisory_lock(7, -8)")).isEqualTo("f");
            assertThat(text(other, "SELECT pg_advisory_unlock(-42)")).isEqualTo("f");
            assertThatThrownBy(() -> text(other, "SELECT pg_advisory_lock(-42)"))
                    .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("55P03"));
            assertThat(text(one, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
            assertThat(text(one, "SELECT pg_advisory_unlock(-42)")).isEqualTo("t");
            assertThat(text(other, "SELECT pg_try_advisory_lock(-42)"))
                    .as("taken twice, given up once")
                    .isEqualTo("f");
        }
        try (var third = database.connect()) {
            assertThat(text(third, "SELECT pg_try_advisory_lock(-42)")).isEqualTo("t");
        }
    }

    @Test
    void the_lock_of_a_client_that_vanishes_is_given_up_while_others_stay() throws SQLException {
        try (var staying = database.connect()) {
            var vanishing = database.connect();
            text(vanishing, "SELECT pg_try_advisory_lock(1)");
            assertThat(text(staying, "SELECT pg_try_advisory_lock(1)")).isEqualTo("f");
            vanishing.abort(Runnable::run);
            await().untilAsserted(() ->
                    assertThat(text(staying, "SELECT pg_try_advisory_lock(1)")).isEqualTo("t"));
        }
    }
}
