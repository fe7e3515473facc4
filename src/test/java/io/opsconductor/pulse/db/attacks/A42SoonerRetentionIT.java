package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyPlan;
import io.opsconductor.pulse.db.timescale.policy.PolicyRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A42: {@code policies apply --allow-dropping}, and the pasted remedies of retention, made a source drop within the window that its
 * aggregate refreshes: the next run of the refresh deleted what the aggregate was made to keep.
 */
class A42SoonerRetentionIT {
    private static final String ALL = "SELECT count(*)::text FROM hourly";

    @Timescale
    private TestDatabase server;

    private RefreshAttack refresh;

    @BeforeEach
    void materialized() throws Exception {
        refresh = new RefreshAttack(server);
        refresh.materialized();
    }

    private PolicyPlan applied(String table, String dropAfter) {
        Policies policies = new Policies(
                Configured.promises(table + ".drop-after", dropAfter), Configured.schedulerExpected(false));
        try (Database database = new Database(DatabaseUrl.parse(server.url()))) {
            PolicyPlan plan = policies.plan(database, new PolicyRequest(Set.of(table), Set.of(table)));
            policies.apply(database, plan);
            return plan;
        }
    }

    private String one(String sql) throws Exception {
        return HostileOwner.one(server, sql);
    }

    private void dropAndRefresh() throws Exception {
        server.execute("DO $$ DECLARE job int; BEGIN FOR job IN SELECT job_id FROM timescaledb_information.jobs"
                + " WHERE proc_name = 'policy_retention' AND scheduled LOOP CALL run_job(job); END LOOP; END $$");
        refresh.run();
    }

    @ParameterizedTest
    @CsvSource({"interval '50 days', none", "NULL, none", "interval '50 days', longer", "interval '50 days', paused"})
    void a_retention_within_the_window_waits_until_the_window_was_moved(String start, String today) throws Exception {
        refresh.policy(start);
        if (!today.equals("none")) {
            server.execute("SELECT alter_job(add_retention_policy('raw', interval '"
                    + (today.equals("longer") ? "90" : "10") + " days', initial_start => '2099-01-01'), scheduled => "
                    + today.equals("longer") + ")");
        }
        String before = one(ALL);

        PolicyPlan refused = applied("raw", "10d");

        assertThat(refused.steps()).isEmpty();
        assertThat(refused.refused()).singleElement().satisfies(row -> assertThat(row.reason())
                .contains("aggregate hourly would suffer from dropping after 10d", "deletes it from the aggregate"));
        server.execute(refused.refused().get(0).remedy().line());
        assertThat(applied("raw", "10d").steps()).isNotEmpty();
        dropAndRefresh();
        assertThat(one("SELECT (min(time) > now() - interval '12 days')::text FROM raw"))
                .isEqualTo("true");
        assertThat(one(ALL)).isEqualTo(before);
    }

    @Test
    void a_retention_waits_for_an_aggregate_that_is_not_refreshed_and_for_one_above_an_aggregate() throws Exception {
        assertThat(applied("raw", "10d").refused()).singleElement().satisfies(row -> {
            assertThat(row.reason()).contains("nothing refreshes this aggregate by itself");
            server.execute(row.remedy().line());
        });
        assertThat(applied("raw", "10d").refused()).isEmpty();
        server.execute(
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day', b) AS d,"
                        + " sum(n) AS n FROM hourly GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('daily', NULL, now() - interval '1 day')",
                "SELECT add_continuous_aggregate_policy('daily', interval '40 days', interval '1 day', interval '1 day',"
                        + " initial_start => '2099-01-01')");
        assertThat(applied("hourly", "30d").refused()).singleElement().satisfies(row -> assertThat(row.reason())
                .contains("aggregate daily would suffer"));
        assertThat(applied("hourly", "41d").refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "longer", "paused"})
    void pasted_remedies_of_retention_leave_what_the_aggregate_holds(String today) throws Exception {
        refresh.policy("interval '50 days'");
        if (!today.equals("none")) {
            server.execute("SELECT alter_job(add_retention_policy('raw', interval '"
                    + (today.equals("longer") ? "90" : "10") + " days', initial_start => '2099-01-01'), scheduled => "
                    + today.equals("longer") + ")");
        }
        String before = one(ALL);
        RetentionCheck check =
                Configured.retention(Configured.promises("raw.drop-after", "10d", "hourly.keep-forever", "true"));
        List<Finding> first = new Looking(server).at(check);
        assertThat(first)
                .filteredOn(found -> found.severity() == Severity.CRITICAL)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.cure().note()).contains("aggregate hourly would suffer"));
        for (int round = 0; round < 3; round++) {
            for (Finding found : new Looking(server).at(check)) {
                if (found.severity() != Severity.OK && found.cure().kind() == Remedy.Kind.SQL) {
                    server.execute(found.remedy());
                }
            }
            refresh.run();
        }

        assertThat(new Looking(server).at(check)).noneMatch(found -> found.severity() == Severity.CRITICAL);
        assertThat(one("SELECT (min(time) > now() - interval '12 days')::text FROM raw"))
                .isEqualTo("true");
        assertThat(one(ALL)).isEqualTo(before);
    }
}
