package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBackupJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionOrderJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionPolicyJudge;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On TimescaleDB's community edition; each test has a hypertable of its own, with ten daily chunks. */
class RetentionIT {
    private static final String POLICY = RetentionPolicyJudge.ID;
    private static final String BACKLOG = RetentionBacklogJudge.ID;
    private static final String ORDER = RetentionOrderJudge.ID;
    /** No scheduler may run ahead of the test. */
    private static final String LATER = ", initial_start => now() + interval '1 year')";

    @Timescale
    private static TestDatabase database;

    private static Looking looking;

    @BeforeAll
    static void start() throws Exception {
        looking = new Looking(database);
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }

    private static void hypertable(String name) throws Exception {
        database.execute(
                "CREATE TABLE " + name + " (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('" + name + "', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO " + name
                        + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 10) AS day");
    }

    private static RetentionCheck check(String... keysAndValues) {
        return Configured.retention(Configured.promises(keysAndValues));
    }

    @Test
    void a_missing_policy_is_found_and_its_remedy_brings_it_back() throws Exception {
        hypertable("unguarded");
        looking.curedByRemedy(check("unguarded.drop-after", "90d"), POLICY, "unguarded");
    }

    @Test
    void data_past_its_retention_is_found_and_dropped_by_hand_without_a_policy() throws Exception {
        hypertable("overfull");
        RetentionCheck check = check("overfull.drop-after", "3d");
        assertThat(looking.one(check, BACKLOG, "overfull").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(looking.one(check, BACKLOG, "overfull").message()).contains("of 10 chunks (");
        looking.curedByRemedy(check, BACKLOG, "overfull");
    }

    @Test
    void data_past_its_retention_is_found_and_dropped_by_the_job() throws Exception {
        hypertable("stalled");
        database.execute("SELECT add_retention_policy('stalled', interval '3 days'" + LATER);
        assertThat(looking.one(check(), BACKLOG, "stalled").remedy()).startsWith("CALL public.run_job(");
        looking.curedByRemedy(check(), BACKLOG, "stalled");
    }

    @Test
    void a_paused_policy_is_found_and_resumed() throws Exception {
        hypertable("paused");
        database.execute(
                "SELECT alter_job(add_retention_policy('paused', interval '30 days'" + LATER + ", scheduled => false)");
        looking.curedByRemedy(check("paused.drop-after", "30d"), POLICY, "paused");
    }

    @Test
    void another_retention_than_promised_is_found_and_corrected_in_place() throws Exception {
        hypertable("hasty");
        database.execute("SELECT add_retention_policy('hasty', interval '20 days'" + LATER);
        RetentionCheck promised = check("hasty.drop-after", "30d");
        assertThat(looking.one(promised, POLICY, "hasty").message()).contains("drops data sooner");
        looking.curedByRemedy(promised, POLICY, "hasty");
    }

    @Test
    void a_year_and_a_month_of_policy_agree_with_the_promise_in_days() throws Exception {
        hypertable("yearly");
        database.execute("SELECT add_retention_policy('yearly', interval '1 year 1 month 03:00:00.000001'" + LATER);
        RetentionCheck promised = check("yearly.drop-after", "PT9483H0.000001S");
        assertThat(looking.one(promised, POLICY, "yearly").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_policy_by_creation_time_is_read() throws Exception {
        hypertable("by_creation");
        database.execute("SELECT add_retention_policy('by_creation', drop_created_before => interval '2 days'" + LATER);
        assertThat(looking.one(check(), POLICY, "by_creation").measured()).isEqualTo("drop after 2d from creation");
        // Made just now, though their ranges are long over.
        assertThat(looking.one(check(), BACKLOG, "by_creation").severity()).isEqualTo(Severity.OK);
        looking.curedByRemedy(check("by_creation.drop-after", "3d"), POLICY, "by_creation");
    }

    @Test
    void compression_that_comes_too_late_is_found_and_mended() throws Exception {
        hypertable("disordered");
        database.execute(
                "ALTER TABLE disordered SET (timescaledb.compress)",
                "SELECT add_compression_policy('disordered', interval '40 days'" + LATER,
                "SELECT add_retention_policy('disordered', interval '30 days'" + LATER);
        looking.curedByRemedy(
                check("disordered.compress-after", "1h", "disordered.drop-after", "30d"), ORDER, "disordered");
    }

    @Test
    void dates_and_timestamps_without_zone_are_counted_in_utc() throws Exception {
        for (String type : List.of("date", "timestamp")) {
            database.execute(
                    "CREATE TABLE by_" + type + " (at " + type + " NOT NULL)",
                    "SELECT create_hypertable('by_" + type + "', 'at', chunk_time_interval => interval '1 day')",
                    "INSERT INTO by_" + type + " VALUES ('2020-01-01')");
            Finding finding = looking.one(check("by_" + type + ".drop-after", "1d"), BACKLOG, "by_" + type);
            assertThat(finding.message()).contains("the oldest ended at 2020-01-02T00:00:00Z");
        }
    }

    @Test
    void what_nobody_declared_is_found_but_not_what_timescaledb_keeps_for_itself() throws Exception {
        hypertable("stray");
        database.execute(
                "ALTER TABLE stray SET (timescaledb.compress)",
                "SELECT compress_chunk(c) FROM show_chunks('stray') c",
                "CREATE MATERIALIZED VIEW stray_daily WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, sum(value) FROM stray GROUP BY 1 WITH NO DATA",
                "SELECT add_retention_policy('stray_daily', interval '90 days'" + LATER);
        assertThat(looking.one(check(), POLICY, "stray").severity()).isEqualTo(Severity.WARNING);
        List<Finding> all = looking.at(check());
        assertThat(all).extracting(Finding::subject).noneMatch(subject -> subject.contains("_timescaledb"));
        assertThat(looking.one(check(), POLICY, "stray_daily").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_declared_hypertable_that_is_missing_plain_or_a_view_is_found() throws Exception {
        database.execute(
                "CREATE TABLE plain (id int, \"at it\" timestamptz NOT NULL)", "CREATE VIEW seen AS SELECT 1 AS x");
        RetentionCheck check = check("plain.drop-after", "1d", "seen.drop-after", "1d", "nowhere.drop-after", "1d");
        assertThat(looking.one(check, POLICY, "nowhere").measured()).isEqualTo("missing");
        assertThat(looking.one(check, POLICY, "seen").measured()).isEqualTo("no table");
        Finding plain = looking.one(check, POLICY, "plain");
        assertThat(plain.measured()).isEqualTo("plain table");
        database.execute(plain.remedy());
        assertThat(looking.one(check, POLICY, "plain").message()).contains("there is no retention policy");
    }

    @Test
    void integer_time_is_judged_by_its_own_clock_once_a_step_is_known() throws Exception {
        database.execute(
                "CREATE TABLE counted (seq bigint NOT NULL, value int)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 86400)",
                "CREATE FUNCTION counted_now() RETURNS bigint LANGUAGE sql STABLE AS"
                        + " 'SELECT extract(epoch from now())::bigint'",
                "SELECT set_integer_now_func('counted', 'counted_now')",
                "INSERT INTO counted SELECT counted_now() - day * 86400, day FROM generate_series(1, 10) AS day",
                "SELECT add_retention_policy('counted', BIGINT '259200'" + LATER);
        assertThat(looking.one(check(), BACKLOG, "counted").severity()).isEqualTo(Severity.UNKNOWN);
        RetentionCheck known = check("counted.integer-step", "1s", "counted.drop-after", "3d");
        assertThat(looking.one(known, POLICY, "counted").severity()).isEqualTo(Severity.OK);
        assertThat(looking.one(known, BACKLOG, "counted").severity()).isEqualTo(Severity.CRITICAL);
        looking.curedByRemedy(known, BACKLOG, "counted");
    }

    @Test
    void what_is_dropped_before_the_next_backup_is_found() throws Exception {
        hypertable("fleeting");
        database.execute("SELECT add_retention_policy('fleeting', interval '1 day'" + LATER);
        Promises none = Configured.promises();
        String id = RetentionBackupJudge.ID;
        RetentionCheck twiceADay = new RetentionCheck(
                none, (looked, now) -> Optional.of(Duration.ofHours(12)), Configured.schedulerExpected(false));
        assertThat(looking.at(twiceADay))
                .filteredOn(finding -> finding.check().equals(id))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
        RetentionCheck everyOtherDay = new RetentionCheck(
                none, (looked, now) -> Optional.of(Duration.ofDays(2)), Configured.schedulerExpected(false));
        assertThat(looking.one(everyOtherDay, id, "fleeting").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_policy_on_the_wrong_table_is_named_and_moved_by_the_remedies(@Timescale TestDatabase own) throws Exception {
        own.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE wanted (time timestamptz NOT NULL)",
                "SELECT create_hypertable('wanted', 'time')",
                "CREATE TABLE given (time timestamptz NOT NULL)",
                "SELECT create_hypertable('given', 'time')",
                "SELECT add_retention_policy('given', interval '9 days'" + LATER);
        RetentionCheck check = check("wanted.drop-after", "9d");
        Looking there = new Looking(own);
        assertThat(there.one(check, POLICY, "given").message()).contains("is it on the wrong table?");
        own.execute(there.one(check, POLICY, "given").remedy());
        there.curedByRemedy(check, POLICY, "wanted");
        assertThat(there.one(check, POLICY, "given").message()).contains("grows without bound");
    }

    @Test
    void an_interval_beyond_all_calendars_is_read_and_nothing_is_late() throws Exception {
        hypertable("eternal");
        database.execute("SELECT add_retention_policy('eternal', interval '170000000 years'" + LATER);
        assertThat(looking.one(check(), POLICY, "eternal").severity()).isEqualTo(Severity.OK);
        assertThat(looking.one(check(), BACKLOG, "eternal").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void time_in_uuids_is_judged_where_timescaledb_has_it() throws Exception {
        looking.needs("to_uuidv7");
        database.execute(
                "CREATE TABLE by_uuid (id uuid NOT NULL)",
                "SELECT create_hypertable('by_uuid', 'id', chunk_time_interval => interval '1 day')",
                "INSERT INTO by_uuid VALUES (to_uuidv7('2020-01-01T12:00Z'))");
        RetentionCheck check = check("by_uuid.drop-after", "1d");
        assertThat(looking.one(check, BACKLOG, "by_uuid").message())
                .contains("the oldest ended at 2020-01-02T00:00:00Z");
    }

    @Test
    void an_integer_clock_that_fails_hides_nothing_else(@Timescale TestDatabase own) throws Exception {
        own.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE lost (seq bigint NOT NULL)",
                "SELECT create_hypertable('lost', 'seq', chunk_time_interval => 10)",
                "INSERT INTO lost VALUES (1)",
                "CREATE FUNCTION lost_now() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT (1 / 0)::bigint'",
                "SELECT set_integer_now_func('lost', 'lost_now')",
                "CREATE TABLE other (time timestamptz NOT NULL)",
                "SELECT create_hypertable('other', 'time')");
        RetentionCheck check = check("lost.drop-after", "1d", "lost.integer-step", "1s", "other.drop-after", "1d");
        Looking there = new Looking(own);
        assertThat(there.one(check, BACKLOG, "lost").severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(there.one(check, BACKLOG, "lost").message())
                .contains("public.lost_now(), which tells the time in its column, fails");
        assertThat(there.one(check, BACKLOG, "other").severity()).isEqualTo(Severity.OK);
    }
}
