package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixResult;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.fix.ManualAction;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check --fix} on TimescaleDB's community edition. */
class FixIT {
    /** No scheduler may run ahead of the test; as far ahead as the schedule explains. */
    private static final String LATER = ", initial_start => now() + interval '11 hours')";

    private static final FixLimits PLENTY = new FixLimits(100, Duration.ofMinutes(5));

    @AutoClose
    private final TestDatabase server = DevelopmentDatabases.shared().timescale();

    private final Database database = new Database(DatabaseUrl.parse(server.url()));
    private final Looking looking = new Looking(server);
    private final FixProgressLog progress = new FixProgressLog();
    private final HypertableSettings settings = Configured.hypertables(
            "telemetry.compress-after", "1h", "telemetry.drop-after", "6d", "frozen.compress-after", "1h");
    private final Fixer fixer = new Fixer(Configured.promises(settings), Configured.schedulerExpected(false));

    /** Ten daily chunks: 7 are past retention, one of the others is partial; of the frozen table's 10, two cannot be. */
    @BeforeEach
    void fill() throws Exception {
        server.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE maintenance_log (id bigserial, job_name text, started_at timestamptz,"
                        + " completed_at timestamptz, rows_affected bigint, status text, error_message text, details jsonb)");
        for (String table : List.of("telemetry", "frozen")) {
            server.execute(
                    "CREATE TABLE " + table + " (time timestamptz NOT NULL, value int)",
                    "SELECT create_hypertable('" + table + "', 'time', chunk_time_interval => interval '1 day')",
                    "INSERT INTO " + table
                            + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 12) AS day",
                    "ALTER TABLE " + table + " SET (timescaledb.compress)",
                    "SELECT add_compression_policy('" + table + "', interval '1 hour'" + LATER);
        }
        server.execute(
                "SELECT add_retention_policy('telemetry', interval '6 days'" + LATER,
                "SELECT compress_chunk(c) FROM show_chunks('telemetry', newer_than => interval '4 days',"
                        + " older_than => interval '2 days') c",
                "INSERT INTO telemetry VALUES (now() - interval '3 days', 99)",
                "SELECT _timescaledb_functions.freeze_chunk(c)"
                        + " FROM show_chunks('frozen', older_than => interval '10 days') c");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private FixPlan plan(FixLimits limits) {
        return fixer.plan(database, List.of(), limits, Instant.now());
    }

    private String one(String sql) throws Exception {
        try (var connection = server.connect()) {
            return Query.first(connection, sql, row -> row.getString(1)).orElse("");
        }
    }

    private static String count(String what) {
        return "SELECT count(*)::text FROM " + what;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT alter_job(%d, next_start => now() + interval '100 days')",
                "SELECT alter_job(%d, next_start => 'infinity')",
                "SELECT alter_job(%d, scheduled => false)"
            })
    void what_somebody_holds_is_not_dropped(String hold) throws Exception {
        server.execute(hold.formatted(Integer.parseInt(one("SELECT job_id::text FROM timescaledb_information.jobs"
                + " WHERE proc_name = 'policy_retention' AND hypertable_name = 'telemetry'"))));
        FixPlan plan = plan(PLENTY);
        assertThat(plan.steps()).extracting(FixStep::action).isNotEmpty().containsOnly(FixStep.Action.COMPRESS);
        assertThat(plan.left()).extracting(ManualAction::subject).contains("telemetry");
        Finding late = looking.one(retention(), "retention.backlog", "telemetry");
        assertThat(late.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(late.cure().note()).contains("on purpose");
    }

    private RetentionCheck retention() {
        return Configured.retention(Configured.promises(settings));
    }

    @Test
    void what_is_overdue_is_dropped_and_compressed_and_the_checks_are_content_afterwards() throws Exception {
        FixPlan plan = plan(PLENTY);
        assertThat(plan.steps()).extracting(FixStep::action).first().isEqualTo(FixStep.Action.RUN_JOB);
        assertThat(plan.steps()).extracting(FixStep::does).anyMatch(does -> does.contains("(partial, "));
        assertThat(plan.left()).extracting(ManualAction::subject).containsExactly("frozen");

        FixResult result = fixer.carryOut(database, plan, PLENTY, progress);

        assertThat(result.failed()).isEmpty();
        assertThat(result.done()).hasSameSizeAs(plan.steps());
        assertThat(looking.one(retention(), "retention.backlog", "telemetry").severity())
                .isEqualTo(Severity.OK);
        assertThat(looking.one(
                                new CompressionCheck(
                                        Configured.promises(settings), Configured.schedulerExpected(false)),
                                "compression.backlog",
                                "telemetry")
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(looking.one(
                                new CompressionCheck(
                                        Configured.promises(settings), Configured.schedulerExpected(false)),
                                "compression.backlog",
                                "frozen")
                        .message())
                .contains(": 2 frozen");
        assertThat(one("SELECT count(*)::text FROM telemetry WHERE time < now() - interval '8 days'"))
                .isEqualTo("0");
        // Six days of promised retention, and the rows that came late.
        assertThat(one("SELECT count(*)::text FROM telemetry WHERE time > now() - interval '6 days'"))
                .isEqualTo("6");
        assertThat(plan(PLENTY).steps()).isEmpty();
        assertThat(one("SELECT job_name || ' ' || status || ' ' || (started_at <= completed_at) FROM maintenance_log"))
                .isEqualTo("pulse-db check --fix COMPLETED true");
        assertThat(one("SELECT details ->> 'jobs' || ' ' || (details ->> 'compressed' = (rows_affected - 1)::text)"
                        + " FROM maintenance_log"))
                .isEqualTo("1 true");
    }

    @Test
    void a_late_aggregate_is_refreshed_before_its_source_drops_anything() throws Exception {
        server.execute(
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, sum(value) AS total FROM telemetry GROUP BY 1"
                        + " WITH NO DATA",
                "SELECT add_continuous_aggregate_policy('daily', interval '6 days', interval '1 hour',"
                        + " interval '1 hour'" + LATER);
        FixPlan plan = fixer.plan(database, List.of("retention", "aggregates"), PLENTY);
        assertThat(plan.steps()).extracting(FixStep::subject).containsExactly("daily");
        assertThat(plan.left()).extracting(ManualAction::subject).containsExactly("telemetry");
        assertThat(fixer.carryOut(database, plan, PLENTY, progress).failed()).isEmpty();
        assertThat(one(count("daily"))).isNotEqualTo("0");
        assertThat(fixer.plan(database, List.of("retention", "aggregates"), PLENTY)
                        .steps())
                .extracting(FixStep::subject)
                .containsExactly("telemetry");
    }

    @Test
    void a_step_that_fails_changes_nothing_and_the_others_go_on() throws Exception {
        FixPlan plan = fixer.plan(database, List.of("compression"), PLENTY, Instant.now());
        server.execute("SELECT drop_chunks('telemetry', older_than => interval '6 days')");
        FixResult result = fixer.carryOut(database, plan, PLENTY, progress);
        assertThat(result.failed())
                .isNotEmpty()
                .allMatch(failed -> failed.failure().getMessage().contains("does not exist"));
        assertThat(result.done())
                .hasSize(plan.steps().size() - result.failed().size())
                .isNotEmpty();
        assertThat(one("SELECT status || ' ' || error_message FROM maintenance_log"))
                .startsWith("FAILED " + result.failed().size() + " failed, first telemetry, compress ");
    }

    @Test
    void the_limits_on_chunks_and_time_hold_and_planning_changes_nothing() throws Exception {
        String uncompressed = count("_timescaledb_catalog.chunk WHERE status = 0");
        String before = one(uncompressed);
        FixPlan few = plan(new FixLimits(3, Duration.ofMinutes(5)));
        assertThat(few.steps()).hasSize(3);
        assertThat(few.later()).isPositive();
        FixResult none = fixer.carryOut(database, few, new FixLimits(3, Duration.ZERO), progress);
        assertThat(none.notBegun()).isEqualTo(3);
        assertThat(progress.told).containsExactly("stopped 3 the time is over");
        assertThat(one(count("maintenance_log"))).isEqualTo("0");
        assertThat(one(uncompressed)).isEqualTo(before);
    }
}
