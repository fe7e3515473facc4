package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H4: a continuous aggregate's functions run in the session of whoever refreshes it. */
class H4FixIT {
    private static final HypertableSettings NONE = Configured.hypertables();

    /** An aggregate of mallory's that is always late, with or without a policy that reaches back far enough. */
    private static void late(ForeignHypertables foreign, Duration window) throws Exception {
        foreign.begin();
        foreign.database()
                .execute(
                        "SET ROLE mallory",
                        "CREATE TABLE mal.m (time timestamptz NOT NULL, v int)",
                        "SELECT public.create_hypertable('mal.m', 'time', chunk_time_interval => interval '1 hour')",
                        "INSERT INTO mal.m SELECT now() - h * interval '1 hour', h FROM generate_series(1, 80) AS h",
                        "CREATE FUNCTION mal.pays(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                                + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN $1; END'",
                        "CREATE MATERIALIZED VIEW mal.agg WITH (timescaledb.continuous) AS SELECT"
                                + " public.time_bucket('1 hour', time) AS b, sum(mal.pays(v)) FROM mal.m GROUP BY 1"
                                + " WITH NO DATA",
                        "SELECT public.add_continuous_aggregate_policy('mal.agg', interval '" + window.toHours()
                                + " hours', interval '1 hour', interval '1 hour', initial_start => '2099-01-01')",
                        "RESET ROLE");
        foreign.forget();
    }

    @Test
    void what_a_policy_reaches_is_refreshed_by_a_worker_as_its_owner(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        late(foreign, Duration.ofHours(240));

        FixPlan plan = foreign.plan(ForeignHypertables.scheduled(), NONE, Set.of());

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.sql()).matches("SELECT public\\.alter_job\\(\\d+, next_start => now\\(\\)\\);");
            assertThat(step.started()).isPresent();
            database.execute(step.sql());
        });
        assertThat(foreign.ran()).doesNotContain("postgres");
    }

    @Test
    void a_check_that_its_owner_gave_it_meanwhile_is_not_called(@Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        late(foreign, Duration.ofHours(240));
        FixPlan plan = foreign.plan(ForeignHypertables.scheduled(), NONE, Set.of());
        database.execute(
                "SET ROLE mallory",
                "CREATE FUNCTION mal.looks(config jsonb) RETURNS void LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); END'",
                "SELECT public.alter_job(job_id, check_config => 'mal.looks'::regproc)"
                        + " FROM timescaledb_information.jobs WHERE proc_name LIKE 'policy_refresh%'",
                "RESET ROLE");
        foreign.forget();

        assertThat(foreign.carryOut(plan).failed()).isNotEmpty();

        assertThat(foreign.ran()).doesNotContain("postgres");
    }

    @Test
    void chunks_of_a_role_that_may_not_act_for_ours_are_left_to_it_whatever_they_call(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                "CREATE TABLE mal.m (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('mal.m', 'time', chunk_time_interval => interval '1 hour')",
                "ALTER TABLE mal.m SET (timescaledb.compress)",
                "INSERT INTO mal.m SELECT now() - h * interval '1 hour', h FROM generate_series(1, 10) AS h",
                "RESET ROLE");

        FixPlan plan = foreign.plan(
                ForeignHypertables.byHand(),
                Configured.hypertables("\"mal.m\".compress-after", "1h"),
                Set.of("compression"));

        assertThat(plan.steps()).extracting(FixStep::sql).isEmpty();
        assertThat(plan.left()).anySatisfy(left -> assertThat(left.reason()).contains("functions of another role"));
    }

    @Test
    void where_no_worker_runs_it_is_left_to_its_owner(@Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        late(foreign, Duration.ofHours(240));
        assertLeft(foreign.plan(ForeignHypertables.byHand(), NONE, Set.of()), "CALL public.run_job(");
    }

    @Test
    void what_no_policy_reaches_is_left_to_its_owner(@Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        late(foreign, Duration.ofHours(4));
        FixPlan plan = foreign.plan(ForeignHypertables.scheduled(), NONE, Set.of());
        assertThat(plan.steps()).extracting(FixStep::sql).isEmpty();
        assertLeft(plan, "CALL public.refresh_continuous_aggregate(");
    }

    /** Second pass, S10: whose view it is says nothing of whose table a refresh plans. */
    @ParameterizedTest
    @ValueSource(strings = {"mal.m", "public.ours JOIN mal.m USING (time)"})
    void an_aggregate_of_ours_over_a_table_of_hers_is_left_as_well(String from, @Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "CREATE TABLE public.ours (time timestamptz NOT NULL, w int)",
                "SELECT public.create_hypertable('public.ours', 'time', chunk_time_interval => interval '1 hour')",
                "INSERT INTO public.ours SELECT now() - h * interval '1 hour', h FROM generate_series(1, 80) AS h",
                "SET ROLE mallory",
                "CREATE TABLE mal.m (time timestamptz NOT NULL, v int)",
                from.startsWith("mal")
                        ? "SELECT public.create_hypertable('mal.m', 'time', chunk_time_interval => interval '1 hour')"
                        : "SELECT",
                "INSERT INTO mal.m SELECT now() - h * interval '1 hour', h FROM generate_series(1, 80) AS h",
                "RESET ROLE",
                "CREATE MATERIALIZED VIEW public.agg WITH (timescaledb.continuous) AS SELECT"
                        + " public.time_bucket('1 hour', time) AS b, sum(v) FROM " + from + " GROUP BY 1 WITH NO DATA",
                "SELECT public.add_continuous_aggregate_policy('public.agg', interval '4 hours', interval '1 hour',"
                        + " interval '1 hour', initial_start => '2099-01-01')");

        FixPlan plan = foreign.plan(ForeignHypertables.scheduled(), NONE, Set.of());

        assertThat(plan.steps()).extracting(FixStep::sql).isEmpty();
        assertLeft(plan, "CALL public.refresh_continuous_aggregate(");

        database.execute("ALTER TABLE mal.m OWNER TO postgres");
        assertThat(foreign.plan(ForeignHypertables.scheduled(), NONE, Set.of()).steps())
                .extracting(FixStep::sql)
                .singleElement()
                .asString()
                .startsWith("CALL public.refresh_continuous_aggregate(");
    }

    /** A40, A41: a refresh of the upper one computes what the lower one reads, or does itself; and a function is her code, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mal.lower of mallory over mal.m of mallory",
                "public.lower of postgres over mal.m of mallory",
                "mal.lower of mallory over public.ours of postgres",
                "public.lower of postgres over public.ours of postgres, with mal.counts"
            })
    void an_aggregate_of_ours_on_an_aggregate_is_left_where_anything_below_is_hers(
            String below, @Timescale TestDatabase database) throws Exception {
        String[] words = below.split("[ ,]+");
        String lower = words[0];
        String source = words[4];
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                "CREATE FUNCTION mal.counts(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'",
                "RESET ROLE",
                "CREATE TABLE " + source + " (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('" + source + "', 'time', chunk_time_interval => interval '1 hour')",
                "INSERT INTO " + source + " SELECT now() - h * interval '1 hour', h FROM generate_series(1, 80) AS h",
                "GRANT ALL ON " + source + " TO mallory",
                "ALTER TABLE " + source + " OWNER TO " + words[6],
                "SET ROLE " + words[2],
                "CREATE MATERIALIZED VIEW " + lower + " WITH (timescaledb.continuous) AS SELECT"
                        + " public.time_bucket('1 hour', time) AS b, sum("
                        + (below.endsWith("counts") ? "mal.counts(v)" : "v") + ") AS v FROM " + source
                        + " GROUP BY 1 WITH NO DATA",
                "RESET ROLE",
                "CREATE MATERIALIZED VIEW public.upper WITH (timescaledb.continuous) AS SELECT"
                        + " public.time_bucket('2 hours', b) AS c, sum(v) FROM " + lower + " GROUP BY 1 WITH NO DATA");
        foreign.forget();

        try (Database looked = foreign.looked()) {
            assertThat(AggregateCatalog.once(looked).aggregates())
                    .filteredOn(one -> one.table().name().table().equals("upper"))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.trusted()).isFalse();
                        assertThat(one.owner()).isEqualTo("mallory");
                    });
        }
        assertThat(foreign.plan(ForeignHypertables.byHand(), NONE, Set.of()).steps())
                .extracting(FixStep::sql)
                .noneMatch(sql -> sql.contains("refresh_continuous_aggregate") && sql.contains("upper"));
        assertThat(foreign.findings(ForeignHypertables.byHand(), NONE))
                .filteredOn(finding -> finding.subject().contains("upper"))
                .noneMatch(finding -> finding.cure().kind() == Remedy.Kind.SQL);
        assertThat(foreign.ran()).isEmpty();
    }

    private static void assertLeft(FixPlan plan, String statement) {
        assertThat(plan.left()).singleElement().satisfies(left -> {
            assertThat(left.remedy().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(left.remedy().line()).startsWith("as role \"mallory\"").contains(statement);
        });
    }
}
