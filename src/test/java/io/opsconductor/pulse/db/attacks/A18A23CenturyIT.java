package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionPolicyJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionPolicyJudge;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A18, A23: a table's owner has a job run once in a century, or makes chunks as long as one, and every promise looked kept.
 */
class A18A23CenturyIT {
    private static final HypertableSettings PROMISED = Configured.hypertables(
            "telemetry.compress-after",
            "7d",
            "telemetry.drop-after",
            "30d",
            "counted.drop-after",
            "30d",
            "counted.integer-step",
            "1s");
    private static final TimescaleSettings BY_HAND = Configured.schedulerExpected(false);
    private static final Check COMPRESSION = new CompressionCheck(Configured.promises(PROMISED), BY_HAND);
    private static final Check RETENTION =
            new RetentionCheck(Configured.promises(PROMISED), (looked, now) -> Optional.empty(), BY_HAND);
    private static final String FAR = ", initial_start => '2199-01-01')";

    @Timescale
    private TestDatabase database;

    private String owner;
    private Looking looking;

    @BeforeEach
    void owned() throws Exception {
        looking = new Looking(database);
        owner = "owns_" + Integer.toHexString(database.name().hashCode());
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE " + owner + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + owner);
    }

    @AfterEach
    void end() throws Exception {
        // A job that runs meanwhile makes chunks of its own.
        database.execute("SELECT delete_job(job_id) FROM timescaledb_information.jobs WHERE job_id >= 1000");
        database.execute(
                // 2.20 does not find its own way from a compressed hypertable that is dropped with its owner.
                "DROP TABLE IF EXISTS telemetry CASCADE",
                "DROP OWNED BY " + owner + " CASCADE",
                "DROP OWNED BY " + owner + " CASCADE",
                "DROP ROLE " + owner);
    }

    private void asOwner(String... statements) throws Exception {
        database.execute("SET ROLE " + owner);
        try {
            for (String statement : statements) {
                database.execute("SET ROLE " + owner, statement);
            }
        } finally {
            database.execute("RESET ROLE");
        }
    }

    private void telemetry(String interval) throws Exception {
        asOwner(
                "CREATE TABLE telemetry (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '" + interval + "')",
                "INSERT INTO telemetry SELECT now() - d * interval '1 day', d FROM generate_series(0, 60) AS d",
                "ALTER TABLE telemetry SET (timescaledb.compress)",
                "SELECT add_compression_policy('telemetry', interval '7 days'" + FAR,
                "SELECT add_retention_policy('telemetry', interval '30 days'" + FAR);
    }

    private void schedule(String interval) throws Exception {
        asOwner("SELECT alter_job(job_id, schedule_interval => interval '" + interval + "', next_start => '2199-01-01')"
                + " FROM timescaledb_information.jobs WHERE hypertable_name = 'telemetry'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90 years", "100 months", "8 days", "170000000 years"})
    void a_job_that_hardly_ever_runs_is_found_and_given_a_schedule(String interval) throws Exception {
        telemetry("1 day");
        schedule(interval);

        for (var one : List.of(
                List.of(COMPRESSION, CompressionPolicyJudge.ID, CompressionBacklogJudge.ID),
                List.of(RETENTION, RetentionPolicyJudge.ID, RetentionBacklogJudge.ID))) {
            Check check = (Check) one.get(0);
            assertThat(looking.one(check, (String) one.get(2), "telemetry").severity())
                    .isEqualTo(Severity.CRITICAL);
            Finding policy = looking.one(check, (String) one.get(1), "telemetry");
            assertThat(policy.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(policy.message()).contains("too seldom");
            assertThat(policy.remedy()).contains("schedule_interval => INTERVAL '1 day'");
            asOwner(policy.remedy().substring(policy.remedy().indexOf("SELECT ")));
            assertThat(looking.one(check, (String) one.get(1), "telemetry").severity())
                    .isEqualTo(Severity.OK);
        }
    }

    @Test
    void nor_does_a_job_hide_by_its_retries_or_its_next_start() throws Exception {
        telemetry("1 day");
        asOwner("SELECT alter_job(job_id, retry_period => interval '90 years', max_runtime => interval '90 years',"
                + " next_start => '2199-01-01') FROM timescaledb_information.jobs WHERE hypertable_name = 'telemetry'");
        database.execute(
                "UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 20 WHERE job_id >= 1000");

        assertThat(looking.one(COMPRESSION, CompressionBacklogJudge.ID, "telemetry")
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(looking.one(RETENTION, RetentionBacklogJudge.ID, "telemetry").severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void an_aggregate_that_is_refreshed_once_in_a_lifetime_is_found() throws Exception {
        telemetry("1 day");
        database.execute(
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 hour', time) AS b, count(*) AS n FROM telemetry GROUP BY 1",
                "SELECT add_continuous_aggregate_policy('hourly', interval '20 days', interval '1 hour',"
                        + " interval '1 hour'" + FAR,
                "SELECT alter_job(job_id, schedule_interval => interval '15 days') FROM timescaledb_information.jobs"
                        + " WHERE proc_name LIKE 'policy_refresh%'");
        Check check = new AggregateCheck(BY_HAND);

        Finding finding = looking.one(check, AggregateJudge.ID, "hourly");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("too seldom");
        looking.curedByRemedy(check, AggregateJudge.ID, "hourly");
    }

    @Test
    void chunks_of_a_century_are_found_and_no_fix_drops_what_is_to_be_kept() throws Exception {
        telemetry("100 years");

        Finding compression = looking.one(COMPRESSION, CompressionBacklogJudge.ID, "telemetry");
        Finding retention = looking.one(RETENTION, RetentionBacklogJudge.ID, "telemetry");
        for (Finding finding : List.of(compression, retention)) {
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.measured()).contains("1 chunk too long");
            assertThat(finding.remedy())
                    .isEqualTo(
                            "SELECT public.set_chunk_time_interval('public.telemetry'::regclass, INTERVAL '7 days');");
        }
        database.execute(retention.remedy());
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(new Fixer(Configured.promises(PROMISED), BY_HAND)
                            .plan(looked, List.of(), new FixLimits(100, Duration.ofMinutes(1)))
                            .steps())
                    .isEmpty();
        }
        assertThat(HostileOwner.one(database, "SELECT count(*)::text FROM telemetry"))
                .isEqualTo("61");
        assertThat(HostileOwner.one(
                        database,
                        "SELECT time_interval::text FROM timescaledb_information.dimensions"
                                + " WHERE hypertable_name = 'telemetry'"))
                .isEqualTo("7 days");
    }

    @Test
    void numbers_are_judged_alike() throws Exception {
        asOwner(
                "CREATE TABLE counted (seq int NOT NULL)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 2000000000)");
        database.execute(
                "CREATE FUNCTION counted_now() RETURNS int LANGUAGE sql STABLE BEGIN ATOMIC SELECT 8640000; END",
                "SELECT set_integer_now_func('counted', 'counted_now')");
        asOwner(
                "INSERT INTO counted SELECT 8640000 - day * 86400 FROM generate_series(0, 90) AS day",
                "SELECT add_retention_policy('counted', 2592000" + FAR);

        Finding finding = looking.one(RETENTION, RetentionBacklogJudge.ID, "counted");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).contains("set_chunk_time_interval", "BIGINT '604800'");
        database.execute(finding.remedy());
    }

    @Test
    void chunks_that_are_as_long_as_the_promise_allows_are_fine() throws Exception {
        asOwner(
                "CREATE TABLE telemetry (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '30 days')",
                "INSERT INTO telemetry SELECT now() - d * interval '1 day', d FROM generate_series(0, 29) AS d",
                "SELECT add_retention_policy('telemetry', interval '30 days'" + FAR);

        assertThat(looking.one(RETENTION, RetentionBacklogJudge.ID, "telemetry").severity())
                .isEqualTo(Severity.OK);
    }
}
