package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import org.junit.jupiter.api.Test;

/** Rows that come later than an aggregate's policy looks back. */
class LateRowsIT {
    private static final TimescaleSettings BY_HAND = Configured.schedulerExpected(false);
    private static final AggregateCheck CHECK = new AggregateCheck(BY_HAND);

    /** Ten days of rows, all materialized, refreshed for the last three days from now on. */
    private static void hourly(TestDatabase database) throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE event (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('event', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO event SELECT now() - h * interval '6 hours', h FROM generate_series(1, 40) AS h",
                "SELECT add_retention_policy('event', interval '90 days', initial_start => '2099-01-01')",
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 hour', time) AS b, count(*) AS n FROM event GROUP BY 1",
                "SELECT add_continuous_aggregate_policy('hourly', interval '3 days', interval '1 hour',"
                        + " interval '1 hour', initial_start => '2099-01-01')");
    }

    /** Before the window: in the table, in the aggregate. */
    private static List<Long> old(TestDatabase database) throws Exception {
        try (var connection = database.connect()) {
            return Query.first(
                            connection,
                            "SELECT (SELECT count(*) FROM event WHERE time < now() - interval '4 days') AS rows,"
                                    + " (SELECT sum(n) FROM hourly WHERE b < now() - interval '4 days') AS counted",
                            row -> List.of(row.getLong("rows"), row.getLong("counted")))
                    .orElseThrow();
        }
    }

    @Test
    void they_are_missing_from_it_until_the_remedy_or_the_fix_refreshes_them(@Timescale TestDatabase database)
            throws Exception {
        hourly(database);
        Looking looking = new Looking(database);
        Finding before = looking.one(CHECK, AggregateJudge.ID, "hourly");
        assertThat(before.severity()).as(before.message()).isEqualTo(Severity.OK);
        assertThat(before.message()).contains("rows that come more than 3d late are not in it");

        database.execute("INSERT INTO event SELECT now() - interval '6 days', 1 FROM generate_series(1, 5)");
        Finding late = looking.one(CHECK, AggregateJudge.ID, "hourly");
        assertThat(late.severity()).isEqualTo(Severity.WARNING);
        assertThat(late.message()).contains("no policy will refresh them", "drops them after 90d");
        assertThat(old(database).get(0)).isNotEqualTo(old(database).get(1));
        looking.curedByRemedy(CHECK, AggregateJudge.ID, "hourly");
        assertThat(old(database).get(0)).isEqualTo(old(database).get(1));

        database.execute("INSERT INTO event SELECT now() - interval '7 days', 1 FROM generate_series(1, 5)");
        FixLimits limits = new FixLimits(10, Duration.ofMinutes(1));
        Fixer fixer = new Fixer(Configured.promises(), BY_HAND);
        try (Database fixed = new Database(DatabaseUrl.parse(database.url()))) {
            FixPlan plan = fixer.plan(fixed, List.of("aggregates"), limits);
            assertThat(plan.steps()).singleElement().satisfies(step -> assertThat(step.action())
                    .isEqualTo(FixStep.Action.REFRESH));
            assertThat(fixer.carryOut(fixed, plan, limits, new FixProgressLog()).failed())
                    .isEmpty();
        }
        assertThat(looking.one(CHECK, AggregateJudge.ID, "hourly").severity()).isEqualTo(Severity.OK);
        assertThat(old(database).get(0)).isEqualTo(old(database).get(1));
    }

    @Test
    void of_what_the_source_has_dropped_nothing_is_refreshed(@Timescale TestDatabase database) throws Exception {
        hourly(database);
        database.execute("SELECT drop_chunks('event', older_than => interval '8 days')");
        List<Long> kept = old(database);
        assertThat(kept.get(1)).isGreaterThan(kept.get(0));
        Finding finding = new Looking(database).one(CHECK, AggregateJudge.ID, "hourly");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK);

        database.execute("INSERT INTO event SELECT now() - interval '6 days', 1 FROM generate_series(1, 5)");
        new Looking(database).curedByRemedy(CHECK, AggregateJudge.ID, "hourly");
        assertThat(old(database).get(1)).isEqualTo(kept.get(1) + 5);
    }
}
