package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixResult;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.policy.PolicyStep;
import io.opsconductor.pulse.db.timescale.policy.PolicyStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Last pass, H4 and H5: while the first of several steps waits, a role with CREATE on TimescaleDB's schema makes an overload there
 * that the server prefers in the next. A step that makes it stands for that moment.
 */
class H4H5OverloadsIT {
    @Timescale
    private TestDatabase database;

    private ForeignHypertables foreign;

    @BeforeEach
    void begin() throws Exception {
        foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "GRANT CREATE ON SCHEMA public TO mallory",
                "CREATE TABLE public.m (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('public.m', 'time', chunk_time_interval => interval '1 hour')",
                "ALTER TABLE public.m SET (timescaledb.compress)",
                "INSERT INTO public.m SELECT now() - h * interval '1 hour', h FROM generate_series(1, 9) AS h");
    }

    /** What mallory makes runs as whoever calls it, and writes down who that was. */
    private static String making(String kind, String head) {
        String returns = kind.equals("FUNCTION") ? " RETURNS int" : "";
        String answer = kind.equals("FUNCTION") ? " RETURN 1;" : "";
        return "SET LOCAL ROLE mallory; CREATE " + kind + " public." + head + returns + " LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO mal.ran VALUES (current_user);" + answer + " END'; RESET ROLE";
    }

    @Test
    void a_policy_is_added_by_timescaledbs_own_function_or_not_at_all() throws Exception {
        List<PolicyStep> steps = List.of(
                step(making("FUNCTION", "add_compression_policy(regclass, interval)"), false),
                step("SELECT public.add_compression_policy('public.m'::regclass, INTERVAL '30 days');", true));

        try (Database looked = foreign.looked()) {
            assertThatThrownBy(() -> PolicyStore.carryOut(looked, steps))
                    .hasMessageContaining("that are not TimescaleDB's")
                    .hasMessageContaining("add_compression_policy(regclass,interval)");
            assertThat(foreign.ran()).isEmpty();

            PolicyStore.carryOut(looked, steps.subList(1, 2));
        }
        assertThat(HostileOwner.one(
                        database,
                        "SELECT count(*) FROM timescaledb_information.jobs WHERE hypertable_name = 'm'"
                                + " AND proc_name = 'policy_compression'"))
                .isEqualTo("1");
    }

    @Test
    void a_policy_is_changed_by_types_that_leave_no_better_match() throws Exception {
        database.execute("SELECT public.add_retention_policy('public.m', INTERVAL '30 days')");
        String job = HostileOwner.one(database, "SELECT job_id FROM timescaledb_information.jobs WHERE job_id >= 1000");
        List<PolicyStep> steps = List.of(
                step(making("FUNCTION", "alter_job(integer, scheduled boolean)"), false),
                step("SELECT public.alter_job(" + job + ", scheduled => false);", false));

        try (Database looked = foreign.looked()) {
            assertThatThrownBy(() -> PolicyStore.carryOut(looked, steps)).hasMessageContaining("is not unique");
        }

        assertThat(foreign.ran()).isEmpty();
    }

    @Test
    void chunks_are_dropped_by_timescaledbs_own_function_or_not_at_all() throws Exception {
        String drop = "SELECT public.drop_chunks('public.m'::regclass, older_than => now() - INTERVAL '4 hours');";
        FixStep drops = fix(FixStep.Action.DROP, drop, true);

        FixResult attacked = carryOut(
                fix(FixStep.Action.RUN_JOB, making("FUNCTION", "drop_chunks(regclass, older_than timestamptz)"), true),
                drops);

        assertThat(attacked.failed()).singleElement().satisfies(failed -> assertThat(failed.failure())
                .hasMessageContaining("drop_chunks(regclass,timestamp with time zone)"));
        assertThat(foreign.ran()).isEmpty();

        database.execute("DROP FUNCTION public.drop_chunks(regclass, timestamptz)");
        assertThat(carryOut(drops, drops).failed()).isEmpty();
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM public.m")).matches("[34]");
    }

    @Test
    void chunks_are_compressed_by_types_that_leave_no_better_match() throws Exception {
        String chunk = HostileOwner.one(database, "SELECT min(c::text) FROM public.show_chunks('public.m') AS c");

        FixResult attacked = carryOut(
                fix(
                        FixStep.Action.RUN_JOB,
                        making("FUNCTION", "compress_chunk(regclass, if_not_compressed boolean)"),
                        true),
                fix(
                        FixStep.Action.COMPRESS,
                        "SELECT public.compress_chunk('" + chunk + "'::regclass, if_not_compressed => true);",
                        true));

        assertThat(attacked.failed()).singleElement().satisfies(failed -> assertThat(failed.failure())
                .hasMessageContaining("is not unique"));
        assertThat(foreign.ran()).isEmpty();
    }

    @Test
    void an_aggregate_is_refreshed_only_where_no_other_procedure_can_come_beside() throws Exception {
        database.execute("CREATE MATERIALIZED VIEW public.agg WITH (timescaledb.continuous) AS SELECT"
                + " public.time_bucket('1 hour', time) AS b, sum(v) FROM public.m GROUP BY 1 WITH NO DATA");
        FixStep refresh = fix(
                FixStep.Action.REFRESH,
                "CALL public.refresh_continuous_aggregate('public.agg'::regclass, NULL, '2026-01-01 00:00:00Z');",
                false);
        String overload = making("PROCEDURE", "refresh_continuous_aggregate(regclass, text, text)");

        assertRefused(carryOut(fix(FixStep.Action.RUN_JOB, overload, true), refresh), "that are not TimescaleDB's");
        database.execute("DROP PROCEDURE public.refresh_continuous_aggregate(regclass, text, text)");
        assertRefused(carryOut(refresh), "mallory may create in schema public");
        assertThat(foreign.ran()).isEmpty();

        database.execute("REVOKE CREATE ON SCHEMA public FROM mallory");
        assertThat(carryOut(refresh).failed()).isEmpty();

        String table = HostileOwner.one(
                database,
                "SELECT format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name)"
                        + " FROM timescaledb_information.continuous_aggregates");
        database.execute(
                "GRANT ALL ON public.agg TO mallory",
                "SET ROLE mallory",
                "CREATE FUNCTION mal.pays() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN NEW; END'",
                "CREATE TRIGGER pays BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION mal.pays()",
                "RESET ROLE");
        assertRefused(carryOut(refresh), "has attached a trigger");
        assertThat(foreign.ran()).isEmpty();

        database.execute("DROP TRIGGER pays ON " + table);
        assertRefused(carryOut(refresh), "may attach one");
        database.execute(
                "SET ROLE mallory",
                "CREATE FUNCTION mal.condition() RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN false; END'",
                "CREATE TRIGGER conditional BEFORE INSERT ON " + table + " FOR EACH ROW WHEN (mal.condition())"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "RESET ROLE",
                "REVOKE TRIGGER ON " + table + " FROM mallory");
        assertRefused(carryOut(refresh), "has attached a trigger");
        assertThat(foreign.ran()).isEmpty();

        database.execute("DROP TRIGGER conditional ON " + table);
        assertThat(carryOut(refresh).failed()).isEmpty();
    }

    private static void assertRefused(FixResult result, String why) {
        assertThat(result.failed()).singleElement().satisfies(failed -> assertThat(failed.failure())
                .hasMessageContaining(why));
    }

    private FixResult carryOut(FixStep... steps) {
        return foreign.carryOut(new FixPlan(Arrays.asList(steps), 0, List.of()));
    }

    private static FixStep fix(FixStep.Action action, String sql, boolean transactional) {
        return new FixStep("m", action, "a step", sql, transactional);
    }

    private static PolicyStep step(String sql, boolean bound) {
        return new PolicyStep("m", "compression", "a step", sql, bound, OptionalInt.empty(), Optional.empty());
    }
}
