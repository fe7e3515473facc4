package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionPolicyJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionPolicyJudge;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On TimescaleDB's community edition; each test has a hypertable with ten daily chunks and an aggregate of its own. */
class AggregateIT {
    private static final String ID = AggregateJudge.ID;
    /** No scheduler may run ahead of the test. */
    private static final String LATER = ", initial_start => now() + interval '1 year')";

    private static final AggregateCheck CHECK = new AggregateCheck(Configured.schedulerExpected(false));

    @Timescale
    private static TestDatabase database;

    private static Looking looking;

    @BeforeAll
    static void start() throws Exception {
        looking = new Looking(database);
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }

    private static void aggregate(String name) throws Exception {
        database.execute(
                "CREATE TABLE raw_" + name + " (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('raw_" + name + "', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO raw_" + name
                        + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 10) AS day",
                "CREATE MATERIALIZED VIEW " + name + " WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 hour', time) AS bucket, sum(value) AS total FROM raw_" + name
                        + " GROUP BY 1 WITH NO DATA");
    }

    private static void refreshed(String name, String start, String end) throws Exception {
        database.execute("SELECT add_continuous_aggregate_policy('" + name + "', " + start + ", " + end
                + ", interval '1 hour'" + LATER);
    }

    /** In TimescaleDB 2.17 the view of jobs names the hypertable behind an aggregate. */
    private static String refreshJob(String name) {
        return " FROM timescaledb_information.jobs WHERE proc_name = 'policy_refresh_continuous_aggregate' AND hypertable_name"
                + " IN (SELECT unnest(ARRAY[view_name, materialization_hypertable_name])"
                + " FROM timescaledb_information.continuous_aggregates WHERE view_name = '" + name + "')";
    }

    private static void runRefresh(String name) throws Exception {
        database.execute(looking.one(CHECK, ID, name).remedy());
    }

    @Test
    void without_a_policy_nothing_refreshes_and_the_remedy_adds_one() throws Exception {
        aggregate("unattended");
        Finding finding = looking.one(CHECK, ID, "unattended");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        database.execute("SELECT add_retention_policy('raw_unattended', interval '30 days'" + LATER);
        assertThat(looking.one(CHECK, ID, "unattended").severity()).isEqualTo(Severity.CRITICAL);
        database.execute(looking.one(CHECK, ID, "unattended").remedy());
        // Where a scheduler runs, it may have begun the new job already.
        assertThat(looking.one(CHECK, ID, "unattended").measured())
                .matches("never materialized|materialized until 20.*");
        runRefresh("unattended");
        assertThat(looking.one(CHECK, ID, "unattended").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_materialized_part_that_lags_is_found_and_the_job_catches_up() throws Exception {
        aggregate("lagging");
        refreshed("lagging", "NULL", "interval '1 hour'");
        assertThat(looking.one(CHECK, ID, "lagging").severity()).isEqualTo(Severity.CRITICAL);
        looking.curedByRemedy(CHECK, ID, "lagging");
        assertThat(looking.one(CHECK, ID, "lagging").measured()).startsWith("materialized until 20");
    }

    @Test
    void what_the_window_no_longer_reaches_is_refreshed_by_hand() throws Exception {
        aggregate("behind");
        refreshed("behind", "interval '5 hours'", "interval '1 hour'");
        assertThat(looking.one(CHECK, ID, "behind").remedy())
                .startsWith("CALL public.refresh_continuous_aggregate('public.behind'::regclass, NULL");
        looking.curedByRemedy(CHECK, ID, "behind");
    }

    /** That history is deleted is seen here, not believed. */
    @Test
    void a_window_that_reaches_beyond_the_retention_deletes_history_and_is_found_before() throws Exception {
        aggregate("forgetful");
        refreshed("forgetful", "interval '20 days'", "interval '1 hour'");
        runRefresh("forgetful");
        assertThat(looking.one(CHECK, ID, "forgetful").severity()).isEqualTo(Severity.OK);
        database.execute("SELECT add_retention_policy('raw_forgetful', interval '5 days'" + LATER);
        Finding finding = looking.one(CHECK, ID, "forgetful");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("refresh from 20d ago");
        long before = rows("forgetful");
        database.execute(
                "SELECT drop_chunks('raw_forgetful', interval '5 days')",
                "DO $$ DECLARE job int; BEGIN SELECT job_id INTO job FROM timescaledb_information.jobs"
                        + " WHERE config ->> 'start_offset' = '20 days'; CALL run_job(job); END $$");
        assertThat(rows("forgetful")).isLessThan(before);
        looking.curedByRemedy(CHECK, ID, "forgetful");
    }

    @Test
    void a_window_that_ends_after_the_source_is_dropped_is_found_and_moved() throws Exception {
        aggregate("toolate");
        refreshed("toolate", "NULL", "interval '6 days'");
        database.execute("CALL refresh_continuous_aggregate('toolate', NULL, NULL)");
        database.execute("SELECT add_retention_policy('raw_toolate', interval '5 days'" + LATER);
        assertThat(looking.one(CHECK, ID, "toolate").message()).contains("data is dropped before job");
        assertThat(looking.one(CHECK, ID, "toolate").remedy())
                .as("its other end would reach what is dropped")
                .contains("start_offset", "end_offset");
        looking.curedByRemedy(CHECK, ID, "toolate");
    }

    @Test
    void what_comes_between_the_windows_of_two_runs_is_found_missing_and_the_remedy_leaves_no_gap() throws Exception {
        aggregate("gappy");
        refreshed("gappy", "interval '50 hours'", "interval '1 hour'");
        database.execute("SELECT alter_job(job_id, schedule_interval => interval '3 days')" + refreshJob("gappy"));
        assertThat(looking.one(CHECK, ID, "gappy").message()).contains("is never materialized");
        // Run three days ago and now, as far as the windows go: rows of the day between are in neither.
        database.execute(
                "CALL refresh_continuous_aggregate('gappy', now() - interval '122 hours', now() - interval '73 hours')",
                "CALL refresh_continuous_aggregate('gappy', now() - interval '50 hours', now() - interval '1 hour')");
        try (var connection = database.connect()) {
            assertThat(Query.list(connection, "SELECT total FROM gappy ORDER BY 1", row -> row.getInt("total")))
                    .containsExactly(1, 2, 4, 5);
        }
        database.execute(looking.one(CHECK, ID, "gappy").remedy());
        assertThat(looking.one(CHECK, ID, "gappy").message()).doesNotContain("is never materialized");
    }

    @Test
    void an_aggregate_whose_policy_is_paused_is_found_and_resumed() throws Exception {
        aggregate("resting");
        refreshed("resting", "NULL", "interval '1 hour'");
        database.execute("SELECT alter_job(job_id, scheduled => false)" + refreshJob("resting"));
        List<Finding> paused = looking.at(CHECK).stream()
                .filter(finding -> finding.subject().equals("resting"))
                .toList();
        assertThat(paused).hasSize(2).allMatch(finding -> finding.severity() == Severity.WARNING);
        database.execute(paused.get(0).remedy());
        assertThat(looking.one(CHECK, ID, "resting").message()).contains("not materialized yet");
    }

    @Test
    void a_refresh_job_that_fails_is_named_beside_its_aggregate() throws Exception {
        aggregate("failing");
        refreshed("failing", "NULL", "interval '1 hour'");
        runRefresh("failing");
        database.execute("UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 3 WHERE job_id ="
                + " (SELECT job_id" + refreshJob("failing") + ")");
        assertThat(looking.at(CHECK))
                .filteredOn(finding -> finding.subject().equals("failing"))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.CRITICAL);
    }

    @Test
    void an_aggregate_is_compressed_and_dropped_like_a_hypertable() throws Exception {
        aggregate("kept");
        refreshed("kept", "interval '50 hours'", "interval '1 hour'");
        runRefresh("kept");
        var compression = new CompressionCheck(
                Configured.promises("kept.compress-after", "3d"), Configured.schedulerExpected(false));
        // A chunk of an aggregate is ten times as long as its source's, and only past ones are late.
        database.execute("CALL refresh_continuous_aggregate('kept', NULL, NULL)");
        looking.curedByRemedy(compression, CompressionPolicyJudge.ID, "kept");
        looking.one(compression, CompressionBacklogJudge.ID, "kept");
        var retention = Configured.retention(Configured.promises("kept.drop-after", "90d"));
        looking.curedByRemedy(retention, RetentionPolicyJudge.ID, "kept");
        assertThat(looking.one(retention, RetentionBacklogJudge.ID, "kept").severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void a_database_without_aggregates_says_so(@Timescale TestDatabase empty) throws Exception {
        assertThat(new Looking(empty).one(CHECK, ID, empty.name()).severity()).isEqualTo(Severity.OK);
    }

    private static long rows(String view) throws Exception {
        try (var connection = database.connect();
                var row = connection.createStatement().executeQuery("SELECT count(*) FROM " + view)) {
            row.next();
            return row.getLong(1);
        }
    }
}
