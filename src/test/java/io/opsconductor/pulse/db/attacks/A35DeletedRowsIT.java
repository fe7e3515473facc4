package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A35: rows that a DELETE or a TRUNCATE of a chunk had taken from the source looked like late ones: a fix and the pasted refresh
 * took 30 of 60 days out of the aggregate. So did integers that came back in their order where chunks had been dropped: of 190
 * buckets 51 were left.
 */
class A35DeletedRowsIT {
    private static final String ALL = "SELECT count(*)::text FROM hourly";

    /** A session tells what it deleted a second later, and this way at once. */
    private static final String COUNTED = "SELECT pg_stat_force_next_flush()";

    private static final String OLD_CHUNK = "(SELECT format('%I.%I', chunk_schema, chunk_name)"
            + " FROM timescaledb_information.chunks WHERE hypertable_name = 'raw'"
            + " AND range_start <= now() - interval '40 days' AND range_end > now() - interval '40 days')";

    @Timescale
    private TestDatabase database;

    private RefreshAttack refresh;

    /** Sixty days of rows, all materialized. */
    @BeforeEach
    void materialized() throws Exception {
        refresh = new RefreshAttack(database);
        refresh.materialized();
    }

    private String one(String sql) throws Exception {
        return HostileOwner.one(database, sql);
    }

    private void take(String how) throws Exception {
        switch (how) {
            case "deleted" -> database.execute("DELETE FROM raw WHERE time < now() - interval '30 days'", COUNTED);
            case "truncated" -> database.execute("DO $$ BEGIN EXECUTE 'TRUNCATE ' || " + OLD_CHUNK + "; END $$");
            case "truncated and compressed" ->
                database.execute(
                        "DO $$ BEGIN EXECUTE 'TRUNCATE ' || " + OLD_CHUNK + "; END $$",
                        "ALTER TABLE raw SET (timescaledb.compress)",
                        "INSERT INTO raw VALUES (now() - interval '40 days', 1)",
                        "SELECT compress_chunk(" + OLD_CHUNK + "::regclass)");
            default ->
                database.execute(
                        "ALTER TABLE raw SET (timescaledb.compress)",
                        "SELECT compress_chunk(" + OLD_CHUNK + "::regclass)",
                        "DELETE FROM raw WHERE time BETWEEN now() - interval '41 days' AND now() - interval '39 days'",
                        COUNTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "truncated", "truncated and compressed", "compressed and deleted"})
    void rows_that_were_taken_from_the_source_are_told_and_no_window_is_named(String how) throws Exception {
        refresh.policy("interval '5 days'");
        String before = one(ALL);
        take(how);

        Finding finding = refresh.finding("hourly");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("a refresh there deletes from the aggregate what it alone holds");
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(finding.remedy()).contains("compare the aggregate with its source");
        assertThat(refresh.fixed()).singleElement().asString().contains("dropped or deleted");
        refresh.heeded();
        refresh.run();

        assertThat(one(ALL)).isEqualTo(before);
    }

    @Test
    void late_rows_of_chunks_that_lost_none_are_refreshed_all_the_same() throws Exception {
        refresh.policy("interval '5 days'");
        take("deleted");
        String before = one(ALL);
        database.execute("INSERT INTO raw VALUES (now() - interval '7 days', 1)");
        String counted = "SELECT sum(n)::text FROM hourly WHERE b > now() - interval '8 days'";
        int rows = Integer.parseInt(one(counted));

        assertThat(refresh.finding("hourly").remedy()).startsWith("CALL public.refresh_continuous_aggregate(");
        refresh.heeded();

        assertThat(one(ALL)).isEqualTo(before);
        assertThat(Integer.parseInt(one(counted))).isEqualTo(rows + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "paused", "late"})
    void no_policy_is_added_woken_or_started_that_reaches_what_was_deleted(String policy) throws Exception {
        if (!policy.equals("none")) {
            refresh.policy("interval '50 days'");
        }
        if (policy.equals("paused")) {
            database.execute("SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs"
                    + " WHERE proc_name = 'policy_refresh_continuous_aggregate'");
        }
        take("deleted");
        if (policy.equals("late")) {
            database.execute("UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 3 WHERE job_id ="
                    + " (SELECT job_id FROM timescaledb_information.jobs WHERE proc_name LIKE 'policy_refresh%')");
        } else {
            assertThat(refresh.finding("hourly").cure().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(refresh.finding("hourly").remedy())
                    .contains("rows of the source were deleted, or may have been");
        }
        String before = one(ALL);

        refresh.heeded();

        assertThat(one(ALL)).isEqualTo(before);
    }

    /** No chunk at weekends: the aggregate has nothing there that could be lost. */
    private void worked() throws Exception {
        database.execute(
                "CREATE TABLE work (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('work', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO work SELECT t, 1 FROM generate_series(now() - interval '60 days', now(), interval '1 hour') AS t"
                        + " WHERE extract(isodow FROM t) < 6",
                "CREATE MATERIALIZED VIEW working WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 hour', time) AS b, count(*) AS n FROM work GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('working', NULL, now() - interval '1 hour')");
    }

    /** A row that comes before a policy's window and before weekends. */
    private void late() throws Exception {
        database.execute(
                "SELECT add_continuous_aggregate_policy('working', interval '5 days', interval '1 hour', interval '1 hour',"
                        + " initial_start => '2099-01-01')",
                "INSERT INTO work SELECT min(time), 1 FROM work WHERE time > now() - interval '30 days'");
    }

    private long missing() throws Exception {
        return Long.parseLong(one("SELECT ((SELECT count(*) FROM work WHERE time < now() - interval '9 days')"
                + " - (SELECT sum(n) FROM working WHERE b < now() - interval '9 days'))::text"));
    }

    @Test
    void late_rows_before_a_gap_in_which_there_never_was_a_row_are_refreshed() throws Exception {
        worked();
        database.execute("CALL refresh_continuous_aggregate('working', NULL, now() - interval '1 hour')");
        assertThat(refresh.finding("working").remedy())
                .containsPattern("start_offset => INTERVAL '(60|61) days|14\\d\\d hours'");
        late();
        long before = missing();

        refresh.heeded();

        assertThat(missing()).isEqualTo(before - 1);
    }

    /**
     * A first refresh by 2.29 goes from chunk to chunk and lets the gaps wait. So does a drop whose other end a later refresh has
     * covered, in an entry of the same bounds: what waits is not known to be empty. One more refresh of it by hand says so.
     */
    @Test
    void a_gap_that_waits_may_have_been_dropped_until_it_is_refreshed_once() throws Exception {
        worked();
        late();
        boolean waits =
                one("SELECT (count(*) > 0)::text FROM _timescaledb_catalog.continuous_aggs_materialization_invalidation_log"
                                + " WHERE lowest_modified_value > extract(epoch FROM now() - interval '59 days') * 1000000"
                                + " AND greatest_modified_value < extract(epoch FROM now() - interval '9 days') * 1000000")
                        .equals("true");
        long before = missing();
        Finding finding = refresh.finding("working");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.cure().kind()).isEqualTo(waits ? Remedy.Kind.TEXT : Remedy.Kind.SQL);
        assertThat(finding.message().contains("or may have been")).isEqualTo(waits);
        refresh.heeded();
        assertThat(missing()).isEqualTo(waits ? before : before - 1);

        database.execute(
                "CALL refresh_continuous_aggregate('working', now() - interval '50 days', now() - interval '1 hour')");
        assertThat(refresh.finding("working").severity()).isEqualTo(Severity.OK);
        assertThat(missing()).isEqualTo(before - 1);
    }

    /** Whether rows were deleted while the counters did not count, as before a restore or a crash, is not known. */
    @Test
    void a_chunk_of_which_the_counters_have_not_seen_all_counts_as_one_that_lost_rows() throws Exception {
        refresh.policy("interval '5 days'");
        database.execute("DELETE FROM raw WHERE time < now() - interval '30 days'", COUNTED, "SELECT pg_stat_reset()");
        String before = one(ALL);

        assertThat(refresh.finding("hourly").cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        refresh.heeded();

        assertThat(one(ALL)).isEqualTo(before);
    }

    /** A counter that began again: its old chunks are dropped, and new ones come in the same order. */
    @Test
    void integers_that_come_back_where_chunks_were_dropped_are_not_taken_for_late_ones() throws Exception {
        database.execute(
                "CREATE TABLE counted (seq bigint NOT NULL)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 100)",
                "CREATE FUNCTION counted_now() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1900::bigint'",
                "SELECT set_integer_now_func('counted', 'counted_now')",
                "INSERT INTO counted SELECT generate_series(1, 1899)",
                "CREATE MATERIALIZED VIEW tens WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket(10, seq) AS b, count(*) AS n FROM counted GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('tens', NULL, 1900)",
                "SELECT add_continuous_aggregate_policy('tens', 300, 10, interval '1 hour', initial_start => '2099-01-01')",
                "SELECT drop_chunks('counted', newer_than => 100)",
                "INSERT INTO counted SELECT generate_series(100, 1899, 50)");
        String all = "SELECT count(*)::text FROM tens";
        String before = one(all);

        refresh.heeded();

        assertThat(one(all)).isEqualTo(before);
    }
}
