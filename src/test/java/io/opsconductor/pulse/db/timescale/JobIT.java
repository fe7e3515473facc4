package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.CompressionJobCheck;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On TimescaleDB's community edition. Where there is a scheduler it is stopped, so that what is written into
 * bgw_job_stat stays so; each test has a hypertable and a job of its own.
 */
class JobIT {
    private static final String COMPRESSION = CompressionJobCheck.ID;
    private static final String RETENTION = RetentionJobCheck.ID;
    private static final TimescaleSettings SCHEDULED = Configured.schedulerExpected(true);
    private static final RetentionJobCheck CHECK = new RetentionJobCheck(SCHEDULED, Configured.promises());

    @Timescale
    private static TestDatabase database;

    private static Looking looking;

    @BeforeAll
    static void start() throws Exception {
        looking = new Looking(database);
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "SELECT _timescaledb_functions.stop_background_workers()");
    }

    /** A hypertable with a retention policy whose job is to start within its interval. */
    private static void guarded(String name) throws Exception {
        database.execute(
                "CREATE TABLE " + name + " (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('" + name + "', 'time')",
                "SELECT add_retention_policy('" + name
                        + "', interval '30 days', schedule_interval => interval '1 hour',"
                        + " initial_start => now() + interval '1 hour')");
    }

    private static void recorded(String name, String values) throws Exception {
        database.execute("UPDATE _timescaledb_internal.bgw_job_stat SET " + values + " WHERE job_id = " + job(name));
    }

    private static String job(String name) {
        return "(SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name = '" + name
                + "' AND proc_name = 'policy_retention')";
    }

    private static Finding found(String name) throws Exception {
        return looking.one(CHECK, RETENTION, name);
    }

    @Test
    void a_job_that_ran_in_time_is_fine() throws Exception {
        guarded("punctual");
        recorded(
                "punctual",
                "last_start = now() - interval '50 min', last_finish = now() - interval '49 min', total_runs = 1,"
                        + " next_start = now() + interval '10 min'");
        assertThat(found("punctual").severity()).isEqualTo(Severity.OK);
        assertThat(found("punctual").message()).contains("ran at");
    }

    @Test
    void a_first_run_in_the_future_is_fine_and_one_in_the_past_is_overdue_until_the_remedy() throws Exception {
        guarded("fresh");
        assertThat(found("fresh").severity()).isEqualTo(Severity.OK);
        recorded("fresh", "next_start = now() - interval '1 hour'");
        assertThat(found("fresh").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found("fresh").message()).contains("never ran");
        looking.curedByRemedy(CHECK, RETENTION, "fresh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2100-01-01", "infinity"})
    void a_job_that_is_to_run_long_after_its_schedule_is_critical_until_the_remedy(String next) throws Exception {
        String name = "postponed_" + next.charAt(0);
        guarded(name);
        database.execute("SELECT alter_job(" + job(name) + ", next_start => '" + next + "')");
        Finding finding = found(name);
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("as if it were paused");
        looking.curedByRemedy(CHECK, RETENTION, name);
    }

    @Test
    void a_job_without_any_record_has_its_grace_and_never_ran_after_that() throws Exception {
        database.execute(
                "CREATE TABLE unborn (time timestamptz NOT NULL)",
                "SELECT create_hypertable('unborn', 'time')",
                "ALTER TABLE unborn SET (timescaledb.compress)",
                "SELECT add_compression_policy('unborn', interval '7 days')");
        Finding justMade = looking.one(new CompressionJobCheck(SCHEDULED), COMPRESSION, "unborn");
        assertThat(justMade.severity()).as(justMade.message()).isEqualTo(Severity.OK);
        database.execute("CHECKPOINT", "SELECT pg_sleep(0.01)");
        Finding finding = looking.one(
                new CompressionJobCheck(Configured.timescale(Map.of("job-grace", "1ms"))), COMPRESSION, "unborn");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).isEqualTo("never ran");
        Finding byHand =
                looking.one(new CompressionJobCheck(Configured.schedulerExpected(false)), COMPRESSION, "unborn");
        assertThat(byHand.severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_job_that_keeps_failing_is_critical() throws Exception {
        guarded("failing");
        recorded(
                "failing",
                "last_start = now(), last_finish = now(), total_runs = 3, consecutive_failures = 3,"
                        + " next_start = now() + interval '10 min'");
        assertThat(found("failing").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found("failing").measured()).isEqualTo("3 failures");
    }

    @Test
    void a_run_that_began_and_never_ended_is_stuck_and_the_remedy_starts_it_again() throws Exception {
        guarded("stuck");
        recorded(
                "stuck",
                "last_start = now() - interval '3 hours', last_finish = '-infinity', next_start = '-infinity',"
                        + " total_runs = 1, consecutive_crashes = 1");
        Finding finding = found("stuck");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("stuck");
        database.execute(
                finding.remedy(),
                "UPDATE _timescaledb_internal.bgw_job_stat SET last_finish = now(),"
                        + " consecutive_crashes = 0, last_start = now() WHERE job_id = " + job("stuck"));
        assertThat(found("stuck").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_job_that_ran_and_has_no_next_start_is_stuck_and_the_remedy_starts_it_again() throws Exception {
        guarded("forgotten");
        recorded(
                "forgotten",
                "last_start = now() - interval '1 day', last_finish = now() - interval '1 day', total_runs = 9,"
                        + " next_start = '-infinity'");
        assertThat(found("forgotten").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found("forgotten").measured()).isEqualTo("stuck");
        looking.curedByRemedy(CHECK, RETENTION, "forgotten");
    }

    @Test
    void a_paused_job_is_found_and_resumed() throws Exception {
        guarded("resting");
        database.execute("SELECT alter_job(" + job("resting") + ", scheduled => false)");
        assertThat(found("resting").measured()).isEqualTo("paused");
        looking.curedByRemedy(CHECK, RETENTION, "resting");
    }

    @Test
    void a_job_whose_owner_or_procedure_is_gone_is_critical() throws Exception {
        guarded("orphaned");
        database.execute(
                "UPDATE _timescaledb_config.bgw_job SET owner = 4000000000::oid WHERE id = " + job("orphaned"));
        assertThat(found("orphaned").measured()).isEqualTo("no owner");
        // A rename is followed by the jobs that call the procedure; one of another release is not.
        database.execute(
                "ALTER PROCEDURE _timescaledb_internal.policy_retention RENAME TO policy_retention_gone",
                "UPDATE _timescaledb_config.bgw_job SET owner = 'postgres'::regrole, proc_schema = '_timescaledb_internal'"
                        + " WHERE id = " + job("orphaned"));
        assertThat(found("orphaned").message())
                .contains("_timescaledb_internal.policy_retention, which does not exist");
        database.execute("ALTER PROCEDURE _timescaledb_internal.policy_retention_gone RENAME TO policy_retention");
        assertThat(found("orphaned").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_job_that_is_listed_under_another_table_is_on_the_wrong_one() throws Exception {
        guarded("meant");
        guarded("hit");
        database.execute("UPDATE _timescaledb_config.bgw_job SET config = config || jsonb_build_object('hypertable_id',"
                + " (SELECT id FROM _timescaledb_catalog.hypertable WHERE table_name = 'hit')) WHERE id = "
                + job("meant"));
        assertThat(looking.at(CHECK))
                .filteredOn(finding -> finding.measured().equals("on the wrong table"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("hit");
                    assertThat(finding.message()).contains("listed under meant");
                });
        database.execute("SELECT delete_job(" + job("meant") + ")");
    }

    @Test
    void a_job_whose_table_is_gone_is_left_over_until_it_is_deleted() throws Exception {
        database.execute("SELECT add_job('_timescaledb_functions.policy_retention', '1 hour', initial_start =>"
                + " now() + interval '1 year', config => '{\"hypertable_id\": 1000000, \"drop_after\": \"9 days\"}',"
                + " check_config => null)");
        Finding leftOver = looking.at(CHECK).stream()
                .filter(finding -> finding.measured().equals("left over"))
                .findFirst()
                .orElseThrow();
        assertThat(leftOver.subject()).startsWith("job ");
        database.execute(leftOver.remedy());
        assertThat(looking.at(CHECK)).noneMatch(finding -> finding.measured().equals("left over"));
    }

    @Test
    void a_database_without_such_jobs_says_so(@Timescale TestDatabase empty) throws Exception {
        Looking there = new Looking(empty);
        assertThat(there.one(CHECK, RETENTION, empty.name()).message()).isEqualTo("no job drops anything here");
        empty.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        assertThat(there.one(CHECK, RETENTION, empty.name()).severity()).isEqualTo(Severity.OK);
    }
}
