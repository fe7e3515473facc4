package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCheck;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.CompressionJobCheck;
import io.opsconductor.pulse.db.timescale.job.Job;
import io.opsconductor.pulse.db.timescale.job.JobCatalog;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import org.junit.jupiter.api.Test;

/** Whoever pastes every statement that the findings name, and looks again, ends with a good report. */
class RemediesIT {
    private static final String LATER = ", initial_start => now() + interval '1 year', timezone => 'Europe/Berlin')";

    private static final String PAUSED = ", scheduled => false, timezone => 'Europe/Berlin')";

    /** A real one runs what is added and woken at once, beside what is pasted. */
    private static final String NO_SCHEDULER = "SELECT _timescaledb_functions.stop_background_workers()";

    private static final String SCHEDULES = "SELECT (proc_name, hypertable_id, initial_start, timezone)::text AS kept"
            + " FROM _timescaledb_config.bgw_job WHERE fixed_schedule AND hypertable_id IS NOT NULL ORDER BY 1";

    private final HypertableSettings settings = Configured.hypertables(
            "bare.compress-after",
            "1h",
            "bare.drop-after",
            "4d",
            "asleep.compress-after",
            "1h",
            "asleep.drop-after",
            "4d",
            "other.compress-after",
            "1h",
            "other.drop-after",
            "4d",
            "\"Odd Schema.O'dd.x; --\".compress-after",
            "1h",
            "\"Odd Schema.O'dd.x; --\".drop-after",
            "4d",
            "counted.drop-after",
            "4d",
            "counted.compress-after",
            "2d",
            "counted.integer-step",
            "1s",
            "plain.drop-after",
            "4d");
    private final TimescaleSettings byHand = Configured.schedulerExpected(false);
    private final List<Check> checks = List.of(
            new ExtensionCheck(),
            new SchedulerCheck(byHand),
            new CompressionJobCheck(byHand),
            new RetentionJobCheck(byHand, Configured.promises()),
            new AggregateCheck(byHand),
            new CompressionCheck(Configured.promises(settings), Configured.schedulerExpected(false)),
            Configured.retention(Configured.promises(settings)));

    private static void hypertable(TestDatabase database, String name) throws Exception {
        database.execute(
                "CREATE TABLE " + name + " (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('" + name.replace("'", "''")
                        + "', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO " + name
                        + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 8) AS day");
    }

    private List<Finding> bad(TestDatabase database) throws Exception {
        List<Finding> bad = new ArrayList<>();
        for (Check check : checks) {
            new Looking(database)
                    .at(check).stream()
                            .filter(finding -> finding.severity() != Severity.OK)
                            .forEach(bad::add);
        }
        return bad;
    }

    private static List<String> schedules(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            return Query.list(connection, SCHEDULES, row -> row.getString("kept"));
        }
    }

    @Test
    void every_remedy_of_a_hypertable_can_be_pasted_and_helps(@Timescale TestDatabase database) throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb", NO_SCHEDULER, "CREATE SCHEMA \"Odd Schema\"");
        for (String name : List.of("bare", "asleep", "other", "\"Odd Schema\".\"O'dd.x; --\"")) {
            hypertable(database, name);
        }
        database.execute(
                "ALTER TABLE asleep SET (timescaledb.compress)",
                "SELECT alter_job(add_compression_policy('asleep', interval '1 hour'" + LATER + PAUSED,
                "SELECT alter_job(add_retention_policy('asleep', interval '4 days'" + LATER + PAUSED,
                "ALTER TABLE other SET (timescaledb.compress)",
                "SELECT add_compression_policy('other', interval '5 days'" + LATER,
                "SELECT add_retention_policy('other', drop_created_before => interval '4 hours'" + LATER,
                "CREATE TABLE counted (seq int NOT NULL)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 86400)",
                "CREATE FUNCTION counted_now() RETURNS int LANGUAGE sql STABLE AS 'SELECT 864000'",
                "SELECT set_integer_now_func('counted', 'counted_now')",
                "INSERT INTO counted SELECT 864000 - day * 86400 FROM generate_series(1, 9) AS day",
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 day', time) AS day, sum(value) FROM bare GROUP BY 1 WITH NO DATA",
                "CREATE MATERIALIZED VIEW deep WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 day', time) AS day, sum(value) FROM asleep GROUP BY 1 WITH NO DATA",
                "SELECT add_continuous_aggregate_policy('deep', NULL, interval '1 hour', interval '1 hour'" + LATER,
                "SELECT add_retention_policy('deep', interval '20 days'" + LATER,
                "CREATE TABLE plain (\"at it\" timestamptz NOT NULL)");
        List<String> schedules = schedules(database);
        assertThat(schedules).hasSize(6).allMatch(kept -> kept.contains("Europe/Berlin"));
        List<Finding> found = bad(database);
        assertThat(found).extracting(Finding::subject).hasSizeGreaterThan(12).contains("plain", "counted", "daily");
        // One by one: what one finding asks for may be done by the remedy of another.
        List<Finding> left = found;
        for (int pasted = 0; pasted < 4 * found.size() && !left.isEmpty(); pasted++) {
            database.execute(left.get(0).remedy());
            left = bad(database);
        }
        assertThat(left).isEmpty();
        assertThat(schedules(database)).isEqualTo(schedules);
    }

    private static Job retention(Database looked) {
        return new JobCatalog().read(looked).of(Job.Task.DROP).get(0);
    }

    @Test
    void a_job_that_is_started_now_keeps_its_slots(@Timescale TestDatabase database) throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb", NO_SCHEDULER);
        hypertable(database, "bare");
        database.execute("SELECT add_retention_policy('bare', interval '4 days'" + LATER);
        List<String> schedules = schedules(database);
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            Job job = retention(looked);
            assertThat(job.nextStart().orElseThrow()).isAfter(Instant.now());
            database.execute(new Remedies("public", true)
                    .start(job.id(), job.owner(), job.fixed())
                    .line());
            assertThat(retention(looked).nextStart().orElseThrow())
                    .isBefore(job.nextStart().get());
        }
        assertThat(schedules(database)).isEqualTo(schedules).hasSize(1);
    }
}
