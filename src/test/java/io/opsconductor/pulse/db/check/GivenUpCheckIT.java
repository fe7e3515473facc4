package io.opsconductor.pulse.db.check;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.Rows;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** What a check that waits on the server does to the others, and to the server. */
class GivenUpCheckIT {
    @Postgres
    private TestDatabase database;

    @Test
    void a_lock_is_waited_for_shortly_and_its_holder_is_told() throws SQLException {
        database.execute("CREATE TABLE \"he\nld\" (n int)");
        try (Connection held = database.connect();
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("LOCK TABLE \"he\nld\"");
            int pid = Query.first(held, "SELECT pg_backend_pid()", row -> row.getInt(1))
                    .orElseThrow();

            List<Finding> findings = survey(
                            Duration.ofSeconds(40),
                            check("reads", base -> read(base, "SELECT count(*) FROM public.\"he\nld\"")),
                            check("good", base -> {}))
                    .run(main(), false, List.of(), Instant.now())
                    .findings();

            assertThat(findings).extracting(Finding::check).containsExactly("reads", "good");
            assertThat(findings).extracting(Finding::severity).containsExactly(Severity.UNKNOWN, Severity.OK);
            assertThat(findings.get(0).message())
                    .contains("is locked in ACCESS EXCLUSIVE mode by role ", "(server pid " + pid + ")")
                    .doesNotContain("\n");
            assertThat(findings.get(0).remedy()).contains("SELECT pg_catalog.pg_terminate_backend(" + pid + ");");
        }
    }

    @Test
    void what_takes_too_long_is_ended_on_the_server_and_what_was_found_before_counts() throws SQLException {
        List<Finding> findings = survey(
                        Duration.ofSeconds(3),
                        check("good", base -> {}),
                        check("sleeps", base -> read(base, "SELECT pg_sleep(600)")),
                        check(
                                "sleeps-alone",
                                base -> base.read(
                                        "alone", session -> Query.first(session, "SELECT pg_sleep(600)", row -> true))))
                .run(main(), false, List.of(), Instant.now())
                .findings();

        assertThat(findings).extracting(Finding::check).containsExactly("sleeps", "sleeps-alone", "good");
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN, Severity.UNKNOWN, Severity.OK);
        assertThat(findings.get(0).message()).isEqualTo("could not look: it took longer than 3s");
        await().untilAsserted(() -> assertThat(sleeping()).isEmpty());
    }

    @Test
    void a_session_of_its_own_is_ended_as_well() throws SQLException {
        survey(
                        Duration.ofSeconds(3),
                        check(
                                "sleeps-alone",
                                base -> base.read(
                                        "alone", session -> Query.first(session, "SELECT pg_sleep(600)", row -> true))))
                .run(main(), false, List.of(), Instant.now());

        await().untilAsserted(() -> assertThat(sleeping()).isEmpty());
    }

    private List<String> sleeping() {
        return Rows.of(
                database,
                "SELECT query FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(600)'"
                        + " AND datname = current_database()");
    }

    private static void read(Database base, String sql) {
        base.read(session -> Query.first(session, sql, row -> true));
    }

    private Database main() {
        return new Database(DatabaseUrl.parse(database.url()));
    }

    private static Check check(String id, Consumer<Database> work) {
        return new Check("schema", id) {
            @Override
            public List<Finding> findings(Database base, Instant now) {
                work.accept(base);
                return List.of(Finding.ok(id, base.name(), "seen"));
            }
        };
    }

    private static Survey survey(Duration within, Check... checks) {
        CheckSettings settings = new CheckSettings() {
            @Override
            public int threads() {
                return 1;
            }

            @Override
            public Duration within() {
                return within;
            }
        };
        return new Survey(List.of(checks), settings, Map::of, new Databases(new SmallRyeConfigBuilder().build()));
    }
}
