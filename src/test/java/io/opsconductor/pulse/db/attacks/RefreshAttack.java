package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.FixProgressLog;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;

/** Does to the aggregates of a database whatever findings and fixes would have done. */
record RefreshAttack(TestDatabase database) {
    private static final TimescaleSettings BY_HAND = Configured.schedulerExpected(false);

    static final AggregateCheck CHECK = new AggregateCheck(BY_HAND);

    /** Sixty days of rows in raw, all materialized in hourly. */
    void materialized() throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE raw (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('raw', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO raw SELECT now() - h * interval '1 hour', h FROM generate_series(1, 1440) AS h",
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT"
                        + " time_bucket('1 hour', time) AS b, count(*) AS n FROM raw GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('hourly', NULL, now() - interval '1 hour')");
    }

    /** One that is not due in this century. */
    void policy(String start) throws Exception {
        database.execute("SELECT add_continuous_aggregate_policy('hourly', " + start
                + ", interval '1 hour', interval '1 hour', initial_start => '2099-01-01')");
    }

    /** The first about this aggregate. */
    Finding finding(String aggregate) throws Exception {
        return new Looking(database)
                .at(CHECK).stream()
                        .filter(found -> found.subject().equals(aggregate))
                        .findFirst()
                        .orElseThrow();
    }

    /** Fixes what can be fixed; gives why the rest is left. */
    List<String> fixed() {
        FixLimits limits = new FixLimits(10, Duration.ofMinutes(1));
        Fixer fixer = new Fixer(Configured.promises(), BY_HAND);
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            FixPlan plan = fixer.plan(looked, List.of("aggregates"), limits);
            assertThat(fixer.carryOut(looked, plan, limits, new FixProgressLog())
                            .failed())
                    .isEmpty();
            return plan.left().stream().map(left -> left.reason()).toList();
        }
    }

    /** Pastes what can be pasted and fixes what can be fixed, until nothing changes any more. */
    void heeded() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (Finding found : new Looking(database).at(CHECK)) {
                if (found.severity() != Severity.OK && found.cure().kind() == Remedy.Kind.SQL) {
                    database.execute(found.remedy());
                }
            }
            fixed();
        }
    }

    /** Runs every refresh policy that is not paused. */
    void run() throws Exception {
        database.execute("DO $$ DECLARE job int; BEGIN FOR job IN SELECT job_id FROM timescaledb_information.jobs"
                + " WHERE proc_name = 'policy_refresh_continuous_aggregate' AND scheduled LOOP CALL run_job(job);"
                + " END LOOP; END $$");
    }
}
