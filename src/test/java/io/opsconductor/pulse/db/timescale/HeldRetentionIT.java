package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionPolicyJudge;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retention that a person may hold, or of which it is not clear which is meant: nothing is dropped by what is printed here. */
class HeldRetentionIT {
    private static final String POLICY = RetentionPolicyJudge.ID;
    private static final String BACKLOG = RetentionBacklogJudge.ID;
    /** No scheduler may run ahead of the test. */
    private static final String LATER = ", initial_start => now() + interval '11 hours')";

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
                        + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 60) AS day");
    }

    private static RetentionCheck check(String... keysAndValues) {
        return Configured.retention(Configured.promises(keysAndValues));
    }

    @Test
    void whatever_would_have_a_job_run_that_is_put_off_says_so() throws Exception {
        hypertable("put_off");
        database.execute(
                "SELECT add_retention_policy('put_off', interval '8 days', schedule_interval => interval '7 days',"
                        + " initial_start => now() + interval '100 days')");
        Finding seldom = looking.one(check(), POLICY, "put_off");
        assertThat(seldom.remedy()).contains("schedule_interval =>");
        assertThat(seldom.cure().note()).isEqualTo(HeldJob.UNLESS);
        Finding another = looking.one(check("put_off.drop-after", "2d"), BACKLOG, "put_off");
        assertThat(another.remedy()).contains("drop_chunks(");
        assertThat(another.cure().note()).isEqualTo(HeldJob.UNLESS);
    }

    private void twice(String table, String first, String second) throws Exception {
        hypertable(table);
        database.execute(
                "SELECT add_retention_policy('" + table + "', interval '" + first + "'" + LATER,
                "SELECT add_job('_timescaledb_functions.policy_retention', interval '1 day', jsonb_build_object("
                        + "'hypertable_id', (SELECT id FROM _timescaledb_catalog.hypertable WHERE table_name = '"
                        + table + "'), 'drop_after', '" + second + "')" + LATER);
    }

    @ParameterizedTest
    @CsvSource({"30 days, 20 days", "20 days, 30 days"})
    void of_two_policies_the_one_that_is_as_promised_stays(String first, String second) throws Exception {
        String table = "doubled_" + first.charAt(0);
        twice(table, first, second);
        RetentionCheck promised = check(table + ".drop-after", "30d");
        Finding finding = looking.one(promised, POLICY, table);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("after 30d", "after 20d");
        looking.curedByRemedy(promised, POLICY, table);
        assertThat(looking.one(promised, POLICY, table).measured()).isEqualTo("drop after 30d");
    }

    @Test
    void two_that_are_as_promised_in_different_words_are_two_too_many_only() throws Exception {
        twice("worded", "30 days", "1 month");
        RetentionCheck promised = check("worded.drop-after", "30d");
        assertThat(looking.one(promised, POLICY, "worded").severity()).isEqualTo(Severity.WARNING);
        looking.curedByRemedy(promised, POLICY, "worded");
    }

    @Test
    void two_that_drop_sooner_than_promised_are_as_bad_as_one() throws Exception {
        twice("hasty", "20 days", "20 days");
        assertThat(looking.one(check("hasty.drop-after", "30d"), POLICY, "hasty")
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_paused_policy_does_not_hide_another_that_drops_what_is_to_be_kept() throws Exception {
        twice("kept", "20 days", "30 days");
        database.execute("SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs"
                + " WHERE hypertable_name = 'kept' AND config ->> 'drop_after' = '20 days'");
        RetentionCheck forever = check("kept.keep-forever", "true");
        assertThat(looking.one(forever, POLICY, "kept").severity()).isEqualTo(Severity.CRITICAL);
        looking.curedByRemedy(forever, POLICY, "kept");
    }

    @Test
    void of_two_policies_without_a_promise_a_person_chooses_and_no_remedy_drops() throws Exception {
        twice("disputed", "20 days", "30 days");
        Finding policy = looking.one(check(), POLICY, "disputed");
        assertThat(policy.cure().others()).hasSize(1);
        assertThat(policy.cure().note()).contains("keep the one that is meant");
        Finding backlog = looking.one(check(), BACKLOG, "disputed");
        assertThat(backlog.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(backlog.remedy()).startsWith("see retention.policy first");
    }
}
