package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.timescale.job.JobCheck;
import org.junit.jupiter.api.Test;

/** Jobs that users added by {@code add_job}. */
class UsersJobIT {
    private static JobCheck check(Map<String, String> expected) {
        return new JobCheck(Configured.schedulerExpected(true), Configured.jobs(expected));
    }

    /** Without a scheduler, so that what is written of a job stays so. */
    private static TestDatabase unscheduled() throws Exception {
        TestDatabase database = DevelopmentDatabases.shared().timescale();
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "SELECT _timescaledb_functions.stop_background_workers()",
                "CREATE SCHEMA iot");
        return database;
    }

    private static void added(TestDatabase database, String procedure, String recorded) throws Exception {
        database.execute(
                "CREATE PROCEDURE " + procedure + "(job_id int, config jsonb) LANGUAGE sql AS 'SELECT 1'",
                "SELECT add_job('" + procedure + "', interval '1 hour', initial_start => now() + interval '1 hour')",
                "UPDATE _timescaledb_internal.bgw_job_stat SET " + recorded
                        + " WHERE job_id = (SELECT max(job_id) FROM timescaledb_information.jobs)");
    }

    private static Finding about(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + subject + " in " + findings));
    }

    @Test
    void each_is_judged_by_its_procedure_as_policies_are() throws Exception {
        try (TestDatabase database = unscheduled()) {
            String ran = "last_start = now() - interval '10 minutes', last_finish = now() - interval '9 minutes',"
                    + " total_runs = 9";
            added(database, "iot.fails", ran + ", consecutive_failures = 3");
            added(database, "iot.late", ran + ", next_start = now() - interval '2 hours'");
            added(database, "iot.fine", ran);
            added(database, "iot.ignored", ran + ", consecutive_failures = 9");
            added(database, "iot.asleep", ran);
            database.execute("SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs"
                    + " WHERE proc_name = 'asleep'");
            JobCheck check = check(Map.of(
                    "\"iot.ignored\".ignore",
                    "true",
                    "\"iot.asleep\".expected",
                    "true",
                    "\"iot.gone\".expected",
                    "true"));

            List<Finding> findings = new Looking(database).at(check);

            assertThat(about(findings, "iot.fails").severity()).isEqualTo(Severity.CRITICAL);
            assertThat(about(findings, "iot.late").measured()).endsWith("overdue");
            assertThat(about(findings, "iot.fine").severity()).isEqualTo(Severity.OK);
            assertThat(about(findings, "iot.asleep").severity()).isEqualTo(Severity.CRITICAL);
            assertThat(about(findings, "iot.asleep").message()).endsWith("it is expected to run");
            assertThat(about(findings, "iot.gone").measured()).isEqualTo("missing");
            assertThat(findings).hasSize(5).allMatch(finding -> finding.check().equals("timescale.job"));
            new Looking(database).curedByRemedy(check, "timescale.job", "iot.asleep");
        }
    }

    /** G2: any role may add a job that calls what it may execute, as functions are to PUBLIC. */
    @Test
    void an_expected_job_is_not_taken_to_be_there_by_one_that_any_role_may_have_added() throws Exception {
        try (TestDatabase database = unscheduled()) {
            added(database, "iot.housekeep", "total_runs = 0");
            String mallory = "mallory" + Integer.toHexString(database.name().hashCode());
            database.execute("CREATE ROLE " + mallory + " LOGIN", "GRANT USAGE ON SCHEMA iot TO " + mallory);
            JobCheck check = check(Map.of("\"iot.housekeep\".expected", "true"));
            String job = "(SELECT min(job_id) FROM timescaledb_information.jobs WHERE proc_name = 'housekeep')";
            try {
                database.execute(
                        "SET ROLE " + mallory,
                        "SELECT public.add_job('iot.housekeep', interval '1 hour')",
                        "RESET ROLE");
                assertThat(doubted(database, check)).isEmpty();

                database.execute("SELECT delete_job(" + job + ")");
                assertThat(doubted(database, check)).singleElement().satisfies(told -> {
                    assertThat(told.severity()).isEqualTo(Severity.WARNING);
                    assertThat(told.message()).contains(mallory);
                });
                database.execute("ALTER PROCEDURE iot.housekeep OWNER TO " + mallory);
                assertThat(doubted(database, check)).isEmpty();
            } finally {
                database.execute(
                        "SELECT delete_job(job_id) FROM timescaledb_information.jobs WHERE proc_schema = 'iot'",
                        "DROP OWNED BY " + mallory,
                        "DROP ROLE " + mallory);
            }
        }
    }

    private static List<Finding> doubted(TestDatabase database, JobCheck check) throws Exception {
        return new Looking(database)
                .at(check).stream()
                        .filter(finding -> finding.measured().equals("another role's"))
                        .toList();
    }

    /** What a minor release of PostgreSQL that breaks the executor of jobs leaves in the catalogue. */
    @Test
    void all_that_fail_with_one_state_are_one_critical_finding_until_one_ends_well() throws Exception {
        try (TestDatabase database = unscheduled()) {
            String failed = "last_start = now() - interval '10 minutes', last_finish = now() - interval '9 minutes',"
                    + " last_run_success = false, total_runs = 1, total_failures = 1, consecutive_failures = 1";
            added(database, "iot.one", failed);
            added(database, "iot.two", failed);
            database.execute(
                    "DELETE FROM _timescaledb_internal.bgw_job_stat WHERE job_id < 1000",
                    "INSERT INTO _timescaledb_internal.bgw_job_stat_history (job_id, pid, execution_start,"
                            + " execution_finish, succeeded, data)"
                            + " SELECT job_id, 1, now() - interval '10 minutes', now() - interval '9 minutes', false,"
                            + " jsonb_build_object('job', '{}'::jsonb, 'error_data', jsonb_build_object('sqlerrcode',"
                            + " '2D000', 'message', 'invalid transaction termination'))"
                            + " FROM timescaledb_information.jobs WHERE proc_schema = 'iot'");

            List<Finding> findings = new Looking(database).at(check(Map.of()));

            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.message())
                        .startsWith(
                                "all 2 jobs that have run fail with SQLSTATE 2D000: invalid transaction termination");
            });

            added(
                    database,
                    "iot.fine",
                    "last_start = now(), last_finish = now(), total_runs = 1,"
                            + " last_run_success = true, total_successes = 1, last_successful_finish = now()");
            assertThat(new Looking(database).at(check(Map.of())))
                    .extracting(Finding::subject)
                    .containsExactlyInAnyOrder("iot.one", "iot.two", "iot.fine");
        }
    }
}
