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

    /** Paused at once where a scheduler runs, so that what is recorded stays. */
    private static void added(TestDatabase database, String procedure, String recorded) throws Exception {
        database.execute(
                "CREATE PROCEDURE " + procedure + "(job_id int, config jsonb) LANGUAGE sql AS 'SELECT 1'",
                "SELECT add_job('" + procedure + "', interval '1 hour', initial_start => now() + interval '1 year')",
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
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb", "CREATE SCHEMA iot");
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
}
