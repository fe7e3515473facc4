package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A16, A26: whoever may insert one old row had a fix, or a pasted remedy, refresh an aggregate across what its source had
 * dropped: of 4799 buckets 960 were left, or 723.
 */
class A16A26RefreshWindowIT {
    private static final String RETENTION =
            "SELECT add_retention_policy('raw', interval '10 days', initial_start => '2099-01-01')";
    private static final String LATE_ROW = "INSERT INTO raw VALUES (now() - interval '55 days', 1)";

    @Timescale
    private TestDatabase database;

    private RefreshAttack refresh;

    /** Sixty days of rows, all materialized; what is older than ten days is dropped. */
    @BeforeEach
    void outlived() throws Exception {
        refresh = new RefreshAttack(database);
        refresh.materialized();
        database.execute("SELECT drop_chunks('raw', older_than => interval '10 days')");
    }

    /** Older than what the source still holds. */
    private long history() throws Exception {
        return Long.parseLong(
                HostileOwner.one(database, "SELECT count(*)::text FROM hourly WHERE b < now() - interval '12 days'"));
    }

    private Finding finding() throws Exception {
        return refresh.finding("hourly");
    }

    private List<String> fixed() {
        return refresh.fixed();
    }

    private void heeded() throws Exception {
        refresh.heeded();
    }

    /** Found good before, though the next run that its source's retention had passed took every bucket out. */
    @Test
    void a_window_that_reaches_behind_an_age_from_creation_is_critical_and_is_not_run() throws Exception {
        refresh.policy("interval '5 days'");
        database.execute("SELECT add_retention_policy('raw', drop_created_before => interval '3 days',"
                + " initial_start => '2099-01-01')");

        Finding finding = finding();
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("refreshes what its source has dropped");
        long before = history();
        database.execute(LATE_ROW);
        heeded();
        assertThat(history()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "paused", "gone", "by creation"})
    void one_row_of_long_ago_has_no_fix_and_no_remedy_refresh_what_the_source_has_dropped(String retention)
            throws Exception {
        refresh.policy("interval '5 days'");
        switch (retention) {
            case "running" -> database.execute(RETENTION);
            case "paused" ->
                database.execute("SELECT alter_job(job, scheduled => false) FROM (" + RETENTION + " AS job) AS paused");
            case "by creation" ->
                database.execute("SELECT add_retention_policy('raw', drop_created_before => interval '10 days',"
                        + " initial_start => '2099-01-01')");
            default -> {}
        }
        database.execute(LATE_ROW);
        long before = history();
        assertThat(before).isGreaterThan(1000);

        Finding finding = finding();
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("a refresh there deletes from the aggregate what it alone holds");
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(fixed()).singleElement().asString().contains("a refresh would delete it from the aggregate");
        heeded();
        assertThat(history()).isEqualTo(before);
    }

    @Test
    void late_rows_of_what_the_source_still_holds_are_refreshed_all_the_same() throws Exception {
        refresh.policy("interval '5 days'");
        database.execute(RETENTION, LATE_ROW, "INSERT INTO raw VALUES (now() - interval '7 days', 1)");
        long before = history();
        String counted = "SELECT sum(n)::text FROM hourly WHERE b > now() - interval '8 days'"
                + " AND b < now() - interval '6 days'";
        int rows = Integer.parseInt(HostileOwner.one(database, counted));

        database.execute(finding().remedy());

        assertThat(history()).isEqualTo(before);
        assertThat(Integer.parseInt(HostileOwner.one(database, counted))).isEqualTo(rows + 1);
        assertThat(finding().message()).contains("what it alone holds");
    }

    /** The chunk that the retention dropped last is made again and touches what is left. */
    @Test
    void a_chunk_that_was_dropped_and_made_again_beside_the_others_ends_what_is_whole() throws Exception {
        refresh.policy("interval '5 days'");
        String edge = HostileOwner.one(
                database,
                "SELECT (min(range_start) - interval '90 minutes')::text FROM timescaledb_information.chunks"
                        + " WHERE hypertable_name = 'raw'");
        database.execute("INSERT INTO raw VALUES ('" + edge + "', 1)");
        String all = "SELECT count(*)::text FROM hourly";
        String before = HostileOwner.one(database, all);

        heeded();

        assertThat(HostileOwner.one(database, all)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_policy_that_is_added_where_there_was_none_deletes_nothing(boolean retention) throws Exception {
        if (retention) {
            database.execute(RETENTION);
        }
        database.execute(LATE_ROW);
        long before = history();

        assertThat(finding().remedy())
                .contains("add_continuous_aggregate_policy")
                .doesNotContain("NULL");
        heeded();
        run();

        assertThat(history()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "interval '50 days'"})
    void a_policy_that_is_woken_or_moved_deletes_nothing(String start) throws Exception {
        refresh.policy(start);
        database.execute("SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs"
                + " WHERE proc_name = 'policy_refresh_continuous_aggregate'");
        long before = history();

        assertThat(finding().remedy()).contains("start_offset", "scheduled => true");
        heeded();
        run();

        assertThat(history()).isEqualTo(before);
    }

    @Test
    void a_job_that_failed_is_not_run_again_while_it_would_delete() throws Exception {
        refresh.policy("NULL");
        database.execute("UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 3 WHERE job_id ="
                + " (SELECT job_id FROM timescaledb_information.jobs WHERE proc_name LIKE 'policy_refresh%')");
        long before = history();

        assertThat(new Looking(database).at(RefreshAttack.CHECK))
                .filteredOn(found -> found.measured().contains("3 failures"))
                .singleElement()
                .satisfies(found -> assertThat(found.remedy()).contains("refreshes what its source has dropped"));
        heeded();

        assertThat(history()).isEqualTo(before);
    }

    @Test
    void numbers_are_bounded_alike() throws Exception {
        database.execute(
                "CREATE TABLE counted (seq bigint NOT NULL)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 100)",
                "CREATE FUNCTION counted_now() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 6000::bigint'",
                "SELECT set_integer_now_func('counted', 'counted_now')",
                "INSERT INTO counted SELECT generate_series(1, 5999)",
                "CREATE MATERIALIZED VIEW tens WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket(10, seq) AS b, count(*) AS n FROM counted GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('tens', NULL, 5990)",
                "SELECT drop_chunks('counted', older_than => 5000)",
                "INSERT INTO counted VALUES (505)");
        String all = "SELECT count(*)::text FROM tens";
        String before = HostileOwner.one(database, all);

        Finding none = new Looking(database).one(RefreshAttack.CHECK, AggregateJudge.ID, "tens");
        assertThat(none.remedy()).contains("start_offset => BIGINT '1000'");
        heeded();
        run();

        assertThat(HostileOwner.one(database, all)).isEqualTo(before);
    }

    private void run() throws Exception {
        refresh.run();
    }
}
