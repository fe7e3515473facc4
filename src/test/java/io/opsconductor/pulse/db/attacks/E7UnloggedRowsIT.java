package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.aggregate.RowsCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * E7: a role that may INSERT and nothing else has its session log no change: no refresh brings these rows into an aggregate, and nothing
 * in the catalogue tells of them. Where TimescaleDB has no such setting the table's owner takes the trigger away for the moment.
 */
class E7UnloggedRowsIT {
    private static final String ID = "aggregate.rows";
    private static final Check ROWS = new RowsCheck(Configured.timescale(Map.of("compare-aggregates", "3s")));

    @Timescale
    private TestDatabase database;

    private Looking looking;
    private String writer;

    @BeforeEach
    void begin() throws Exception {
        looking = new Looking(database);
        writer = database.name() + "_writer";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE raw (time timestamptz NOT NULL, device text, n int, f double precision)",
                "SELECT create_hypertable('raw', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO raw SELECT now() - i * interval '10 minutes', 'd' || i % 3, 1, i / 7.0 FROM generate_series(0, 1440) AS i",
                "CREATE ROLE \"" + writer + "\"",
                "GRANT INSERT ON raw TO \"" + writer + "\"");
    }

    @AfterEach
    void end() throws Exception {
        database.execute(
                "DROP MATERIALIZED VIEW IF EXISTS daily",
                "DROP MATERIALIZED VIEW IF EXISTS hourly",
                "DROP TABLE raw",
                "DROP OWNED BY \"" + writer + "\"",
                "DROP ROLE \"" + writer + "\"");
    }

    private void hourly(String columns) throws SQLException {
        database.execute(
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', time) AS b,"
                        + columns + " FROM raw GROUP BY 1, device WITH NO DATA",
                "CALL refresh_continuous_aggregate('hourly', NULL, NULL)");
    }

    /** Into each hour of ten days. */
    private void unlogged() throws SQLException {
        String insert =
                "INSERT INTO raw SELECT now() - i * interval '1 hour', 'd1', 1000, 1000 FROM generate_series(0, 239) AS i";
        try (Connection session = database.connect();
                var statement = session.createStatement()) {
            if (known(session)) {
                statement.execute("SET ROLE \"" + writer + "\"");
                statement.execute("SET timescaledb.skip_cagg_invalidation = on");
                statement.execute(insert);
                return;
            }
        }
        String trigger = HostileOwner.one(
                database,
                "SELECT coalesce((SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'raw'::regclass"
                        + " AND tgname = 'ts_cagg_invalidation_trigger'), '')");
        assumeTrue(!trigger.isEmpty(), "this version logs every change");
        database.execute("DROP TRIGGER ts_cagg_invalidation_trigger ON raw", insert, trigger);
    }

    private static boolean known(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_settings WHERE name = 'timescaledb.skip_cagg_invalidation'")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    @Test
    void without_time_for_it_nothing_is_compared_and_nothing_is_said() throws Exception {
        hourly(" device, sum(n) AS n");
        assertThat(looking.at(new RowsCheck(Configured.timescale(Map.of())))).isEmpty();
    }

    @Test
    void aggregates_show_what_their_source_gives_though_late_rows_wait() throws Exception {
        hourly(" device, sum(n) AS n, avg(f) AS f, last(n, time) AS l, stddev(f) AS s");
        database.execute(
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day', b) AS d,"
                        + " sum(n) AS n FROM hourly GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('daily', NULL, NULL)",
                "INSERT INTO raw VALUES (now() - interval '50 hours', 'd1', 5, 5), (now() - interval '20 days', 'd1', 5, 5)",
                "ALTER TABLE raw SET (timescaledb.compress)",
                "SELECT compress_chunk(c) FROM show_chunks('raw') AS c LIMIT 4");
        for (String name : new String[] {"hourly", "daily"}) {
            Finding finding = looking.one(ROWS, ID, name);
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK);
            assertThat(finding.message()).contains("chosen at random");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " device, sum(n) AS n | CRITICAL",
                " device, count(*) AS n, avg(f) AS f | CRITICAL",
                " device, avg(f) AS f | WARNING",
                " device, last(n, n) AS n | WARNING",
                " device, sum(n) AS \"{columns}\", count(*) AS \"{relation}; -- ' \"\" \" | CRITICAL"
            })
    void what_was_not_logged_is_told_until_it_was_refreshed_by_force(String columnsAndSeverity) throws Exception {
        String[] parts = columnsAndSeverity.split(" \\| ");
        hourly(parts[0]);
        unlogged();
        database.execute("CALL refresh_continuous_aggregate('hourly', NULL, NULL)");

        Finding finding = looking.one(ROWS, ID, "hourly");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.valueOf(parts[1]));
        assertThat(finding.message()).contains("shows something else than its source gives");

        String refresh = finding.remedy().substring(finding.remedy().indexOf("CALL refresh_continuous_aggregate"));
        assumeTrue(refresh.endsWith("force => true)"), "this version can not be forced");
        database.execute(refresh, "CALL refresh_continuous_aggregate('hourly', NULL, NULL, force => true)");
        Finding good = looking.one(ROWS, ID, "hourly");
        assertThat(good.severity()).as(good.message()).isEqualTo(Severity.OK);
    }

    @Test
    void the_query_of_a_role_that_is_not_trusted_is_not_run() throws Exception {
        hourly(" device, sum(n) AS n");
        database.execute("ALTER TABLE raw OWNER TO \"" + writer + "\"");
        Finding finding = looking.one(ROWS, ID, "hourly");
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.message()).contains("not trusted");
    }

    @Test
    void what_a_lock_keeps_is_unknown_within_the_time() throws Exception {
        assumeTrue(database.severalBackends(), "two sessions");
        hourly(" device, sum(n) AS n");
        try (Connection other = database.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE raw IN ACCESS EXCLUSIVE MODE");
            Finding finding = looking.one(ROWS, ID, "hourly");
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.UNKNOWN);
            assertThat(finding.message()).contains("took longer than its share");
            other.rollback();
        }
    }
}
