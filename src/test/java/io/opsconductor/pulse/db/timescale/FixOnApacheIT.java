package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check --fix} where no policy can exist: on a real server, with real locks. */
class FixOnApacheIT {
    private static final FixLimits PLENTY = new FixLimits(100, Duration.ofMinutes(5));

    @AutoClose
    private final TestDatabase server = DevelopmentDatabases.shared().postgres();

    private final Database database = new Database(DatabaseUrl.parse(server.url()));
    private final FixProgressLog progress = new FixProgressLog();
    private final Fixer fixer = new Fixer(
            Configured.promises(
                    "telemetry.drop-after",
                    "4d",
                    "telemetry.compress-after",
                    "1h",
                    "counted.drop-after",
                    "4d",
                    "counted.integer-step",
                    "1s"),
            Configured.schedulerExpected(true));

    @BeforeEach
    void createExtension() throws Exception {
        server.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Chunks of a day each; the rows lie in the middle of their days, in UTC. */
    private void telemetry(String type) throws Exception {
        server.execute(
                "CREATE TABLE telemetry (time " + type + " NOT NULL, value int)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO telemetry SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"
                        + " + interval '12 hours' - day * interval '1 day', day FROM generate_series(1, 10) AS day");
    }

    private FixPlan plan(Instant now) {
        return fixer.plan(database, List.of(), PLENTY, now);
    }

    private List<Integer> days(String table) throws Exception {
        try (var connection = server.connect()) {
            return Query.list(connection, "SELECT value FROM " + table + " ORDER BY value", row -> row.getInt(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamptz", "timestamp", "date"})
    void what_is_past_the_configured_retention_is_dropped_chunk_by_chunk_and_nothing_younger(String type)
            throws Exception {
        telemetry(type);
        FixPlan plan = plan(Instant.now());
        assertThat(plan.steps()).extracting(FixStep::action).hasSize(6).containsOnly(FixStep.Action.DROP);
        FixResult result = fixer.carryOut(database, plan, PLENTY, progress);
        assertThat(result.failed()).isEmpty();
        assertThat(days("telemetry")).containsExactly(1, 2, 3, 4);
        assertThat(plan(Instant.now()).steps()).isEmpty();
    }

    @Test
    void a_clock_that_is_years_ahead_drops_nothing_that_is_to_be_kept() throws Exception {
        telemetry("timestamptz");
        FixPlan plan = plan(Instant.now().plus(Duration.ofDays(3650)));
        assertThat(plan.steps()).hasSize(10);
        fixer.carryOut(database, plan, PLENTY, progress);
        assertThat(days("telemetry")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_chunk_that_somebody_holds_is_left_and_the_others_go() throws Exception {
        telemetry("timestamptz");
        try (var holder = server.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT set_config('app.chunk', c::text, true) FROM show_chunks('telemetry',"
                    + " older_than => interval '9 days') c");
            statement.execute("DO $$ BEGIN EXECUTE 'LOCK TABLE ' || current_setting('app.chunk')"
                    + " || ' IN ACCESS SHARE MODE'; END $$");
            FixResult result = fixer.carryOut(database, plan(Instant.now()), PLENTY, progress);
            assertThat(result.done()).hasSize(5);
            assertThat(result.failed()).singleElement().satisfies(failed -> assertThat(failed.failure())
                    .hasMessage("another session holds a lock on it"));
            holder.rollback();
        }
        assertThat(fixer.carryOut(database, plan(Instant.now()), PLENTY, progress)
                        .done())
                .hasSize(1);
    }

    @Test
    void integers_are_dropped_by_their_own_clock() throws Exception {
        server.execute(
                "CREATE TABLE counted (seq int NOT NULL, value int)",
                "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 86400)",
                "CREATE FUNCTION counted_now() RETURNS int LANGUAGE sql STABLE AS 'SELECT 10 * 86400'",
                "SELECT set_integer_now_func('counted', 'counted_now')",
                "INSERT INTO counted SELECT (10 - day) * 86400 + 1, day FROM generate_series(1, 10) AS day");
        FixResult result = fixer.carryOut(database, plan(Instant.now()), PLENTY, progress);
        assertThat(result.failed()).isEmpty();
        assertThat(days("counted")).containsExactly(1, 2, 3, 4);
    }
}
