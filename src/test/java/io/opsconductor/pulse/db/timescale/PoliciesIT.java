package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyComparison;
import io.opsconductor.pulse.db.timescale.policy.PolicyPlan;
import io.opsconductor.pulse.db.timescale.policy.PolicyRequest;
import io.opsconductor.pulse.db.timescale.policy.PolicyState;
import io.opsconductor.pulse.db.timescale.policy.RefusedPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On TimescaleDB's community edition; each test has a hypertable of its own, with ten daily chunks. */
class PoliciesIT {
    /** No scheduler may run ahead of the test. */
    private static final String LATER = ", initial_start => '2099-01-01 03:00Z', timezone => 'Europe/Berlin')";

    @Timescale
    private static TestDatabase server;

    private static Database database;

    @BeforeAll
    static void start() throws Exception {
        database = new Database(DatabaseUrl.parse(server.url()));
        server.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static void hypertable(String name) throws Exception {
        server.execute(
                "CREATE TABLE " + name + " (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('" + name.replace("'", "''")
                        + "', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO " + name
                        + " SELECT now() - day * interval '1 day', day FROM generate_series(1, 10) AS day");
    }

    private static PolicyPlan plan(Policies policies, String table, String... allowed) {
        return policies.plan(database, new PolicyRequest(Set.of(table), Set.copyOf(Arrays.asList(allowed))));
    }

    private static PolicyPlan applied(Policies policies, String table, String... allowed) {
        PolicyPlan plan = plan(policies, table, allowed);
        policies.apply(database, plan);
        return plan;
    }

    private static Policies configured(String... keysAndValues) {
        return new Policies(Configured.promises(keysAndValues), Configured.schedulerExpected(false));
    }

    /** State by kind of policy. */
    private static Map<String, PolicyState> states(Policies policies, String subject) {
        return policies.overview(database).policies().stream()
                .filter(row -> row.subject().equals(subject))
                .collect(Collectors.toMap(PolicyComparison::policy, PolicyComparison::state));
    }

    /** The rows of a query, each as one text. */
    private static List<String> query(String sql) throws Exception {
        try (var connection = server.connect()) {
            return Query.list(connection, sql, row -> row.getString(1));
        }
    }

    @Test
    void both_policies_are_added_for_any_name_and_read_back() throws Exception {
        hypertable("\"it's.x; --\"");
        String name = "\"it's.x; --\"";
        Policies policies = configured("\"it's.x; --\".compress-after", "1h", "\"it's.x; --\".drop-after", "5d");
        assertThat(states(policies, name))
                .isEqualTo(Map.of("compression", PolicyState.MISSING, "retention", PolicyState.MISSING));
        PolicyPlan refused = applied(policies, name);
        assertThat(refused.refused()).hasSize(1);
        assertThat(refused.refused().get(0).reason()).containsPattern("would drop data sooner .*: [56] chunks \\(");
        assertThat(states(policies, name))
                .isEqualTo(Map.of("compression", PolicyState.AS_WANTED, "retention", PolicyState.MISSING));
        applied(policies, name, name);
        assertThat(states(policies, name).values()).containsOnly(PolicyState.AS_WANTED);
    }

    @Test
    void a_change_keeps_owner_schedule_start_and_time_zone() throws Exception {
        String jobRow = "keeper_" + server.name();
        hypertable("kept");
        server.execute(
                "CREATE ROLE " + jobRow + " LOGIN",
                "ALTER TABLE kept OWNER TO " + jobRow,
                "SELECT add_retention_policy('kept', interval '30 days', schedule_interval => interval '3 hours'"
                        + LATER);
        String facts = "SELECT (owner, schedule_interval, fixed_schedule, initial_start, timezone, max_runtime)::text"
                + " FROM _timescaledb_config.bgw_job WHERE proc_name = 'policy_retention'"
                + " AND hypertable_id = (SELECT id FROM _timescaledb_catalog.hypertable WHERE table_name = 'kept')";
        List<String> before = query(facts);
        assertThat(before)
                .singleElement()
                .asString()
                .contains(jobRow)
                .contains("Europe/Berlin")
                .contains("03:00:00");
        Policies policies = configured("kept.drop-after", "60d");
        assertThat(states(policies, "kept")).containsEntry("retention", PolicyState.DIFFERS);
        assertThat(applied(policies, "kept").refused()).isEmpty();
        assertThat(states(policies, "kept")).containsEntry("retention", PolicyState.AS_WANTED);
        assertThat(query(facts)).isEqualTo(before);
        server.execute("DROP OWNED BY " + jobRow + " CASCADE", "DROP ROLE " + jobRow);
    }

    @Test
    void a_shorter_retention_and_a_paused_one_need_the_tables_name() throws Exception {
        hypertable("shorter");
        server.execute("SELECT alter_job(add_retention_policy('shorter', interval '30 days'" + LATER
                + ", scheduled => false)");
        Policies same = configured("shorter.drop-after", "30d");
        assertThat(states(same, "shorter")).containsEntry("retention", PolicyState.PAUSED);
        assertThat(applied(same, "shorter").steps()).isEmpty();
        applied(same, "shorter", "shorter");
        assertThat(states(same, "shorter")).containsEntry("retention", PolicyState.AS_WANTED);
        Policies less = configured("shorter.drop-after", "3d");
        assertThat(applied(less, "shorter").refused()).hasSize(1);
        PolicyPlan told = applied(less, "shorter", "public.shorter");
        assertThat(told.steps().get(0).drops().orElseThrow().chunks()).isBetween(7, 8);
        assertThat(states(less, "shorter")).containsEntry("retention", PolicyState.AS_WANTED);
    }

    @Test
    void a_continuous_aggregate_has_policies_of_its_own() throws Exception {
        hypertable("raw");
        server.execute(
                "CREATE MATERIALIZED VIEW raw_daily WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, sum(value) FROM raw GROUP BY 1 WITH NO DATA",
                "SELECT add_continuous_aggregate_policy('raw_daily', interval '9 days', interval '1 day',"
                        + " interval '1 day'" + LATER);
        Policies policies = configured("raw_daily.compress-after", "20d", "raw_daily.drop-after", "90d");
        assertThat(applied(policies, "raw_daily", "raw_daily").steps()).hasSize(3);
        assertThat(states(policies, "raw_daily").values()).containsOnly(PolicyState.AS_WANTED);
        assertThat(applied(policies, "raw_daily").steps()).isEmpty();
    }

    @Test
    void a_failure_in_the_middle_changes_nothing() throws Exception {
        hypertable("a_first");
        hypertable("b_second");
        Policies policies = configured("a_first.compress-after", "1h", "b_second.compress-after", "1h");
        PolicyPlan plan = policies.plan(database, new PolicyRequest(Set.of("a_first", "b_second"), Set.of()));
        assertThat(plan.steps()).hasSize(4);
        server.execute("DROP TABLE b_second");
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> policies.apply(database, plan))
                .withMessageContaining("b_second")
                .withMessageContaining("nothing has changed")
                .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.FAILED));
        assertThat(states(policies, "a_first")).containsEntry("compression", PolicyState.MISSING);
        assertThat(query("SELECT compression_enabled::text FROM timescaledb_information.hypertables"
                        + " WHERE hypertable_name = 'a_first'"))
                .containsExactly("false");
    }

    @Test
    void a_job_added_by_hand_counts_as_a_second_policy() throws Exception {
        hypertable("doubled");
        server.execute(
                "SELECT add_retention_policy('doubled', interval '30 days'" + LATER,
                "SELECT add_job('_timescaledb_functions.policy_retention', interval '1 day', initial_start => '2099-01-01',"
                        + " config => jsonb_build_object('drop_after', '5 days', 'hypertable_id', (SELECT id FROM"
                        + " _timescaledb_catalog.hypertable WHERE table_name = 'doubled')))");
        Policies policies = configured("doubled.drop-after", "30d");
        assertThat(states(policies, "doubled")).containsEntry("retention", PolicyState.TWICE);
        RefusedPolicy refused = plan(policies, "doubled").refused().get(0);
        server.execute(refused.remedy().line());
        assertThat(states(policies, "doubled")).containsEntry("retention", PolicyState.AS_WANTED);
    }

    @Test
    void row_security_is_refused_with_the_reason() throws Exception {
        hypertable("secured");
        server.execute("ALTER TABLE secured ENABLE ROW LEVEL SECURITY");
        assertThat(plan(configured("secured.compress-after", "1h"), "secured").refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("row security is on"));
    }
}
