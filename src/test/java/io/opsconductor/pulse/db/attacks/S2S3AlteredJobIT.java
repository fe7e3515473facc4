package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.background.JobHoldStore;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.JobRightsCatalog;
import io.opsconductor.pulse.db.timescale.policy.PolicyStep;
import io.opsconductor.pulse.db.timescale.policy.PolicyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Second pass, S2 and S3: alter_job runs what a job's owner attached to it or to its table after we had looked. A role that is no
 * superuser, and a member of the owner, may not lock the jobs' table and is endangered as well. The server of these tests has one
 * session at a time: what a second one would run into is shown by what is locked.
 */
class S2S3AlteredJobIT {
    private static final String EVIL = "SELECT public.alter_job(%d, check_config => 'mal.looks'::regproc)";
    /** From 2.25 on the old name is a view. */
    private static final String JOBS = "SELECT oid::regclass FROM pg_class WHERE relname = 'bgw_job' AND relkind = 'r'";

    @Timescale
    private TestDatabase database;

    private ForeignHypertables foreign;
    private String member;
    private int job;

    @BeforeEach
    void begin() throws Exception {
        foreign = new ForeignHypertables(database);
        foreign.begin();
        member = "acts_" + Integer.toHexString(database.name().hashCode());
        database.execute(
                "CREATE ROLE " + member,
                "GRANT mallory TO " + member,
                "SET ROLE mallory",
                "CREATE TABLE mal.m (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('mal.m', 'time')",
                "SELECT public.add_retention_policy('mal.m', interval '30 days', initial_start => '2099-01-01 03:00Z',"
                        + " timezone => 'Europe/Berlin')",
                "CREATE FUNCTION mal.looks(config jsonb) RETURNS void LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); END'",
                "RESET ROLE");
        job = Integer.parseInt(
                HostileOwner.one(database, "SELECT job_id FROM timescaledb_information.jobs WHERE job_id >= 1000"));
    }

    @AfterEach
    void end() throws SQLException {
        database.execute("DROP OWNED BY " + member, "DROP ROLE " + member);
    }

    @Test
    void what_a_jobs_owner_gives_it_while_an_earlier_step_waits_is_not_called() throws Exception {
        List<PolicyStep> steps = List.of(
                step("SET LOCAL ROLE mallory; " + EVIL.formatted(job) + "; RESET ROLE", OptionalInt.empty()),
                step("SELECT public.alter_job(" + job + ", scheduled => false);", OptionalInt.of(job)));
        foreign.forget();

        try (Database looked = foreign.looked()) {
            assertThatThrownBy(() -> PolicyStore.carryOut(looked, steps))
                    .hasMessage("job " + job + " is gone, or calls a function of another role's by now");
            PolicyStore.carryOut(looked, steps.subList(1, 2));
        }

        assertThat(foreign.ran()).doesNotContain("postgres");
        assertThat(HostileOwner.one(
                        database, "SELECT scheduled FROM timescaledb_information.jobs WHERE job_id = " + job))
                .isEqualTo("f");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_job_that_is_held_stays_as_it_was_looked_at(boolean superuser) throws Exception {
        String jobs = HostileOwner.one(database, JOBS);
        String stored = "SELECT to_jsonb(j) FROM " + jobs + " AS j WHERE id = " + job;
        String before = HostileOwner.one(database, stored);
        try (Connection ours = session(superuser ? "postgres" : member)) {
            JobHoldStore.hold(ours, job);

            assertThat(Query.list(
                            ours,
                            "SELECT xmin::text = pg_current_xact_id()::text FROM " + jobs + " WHERE id = " + job,
                            row -> row.getBoolean(1)))
                    .as("whoever alters it waits for this transaction")
                    .containsExactly(true);
            assertThat(Query.list(
                            ours,
                            "SELECT mode FROM pg_locks WHERE relation = 'mal.m'::regclass",
                            row -> row.getString(1)))
                    .as("its time cannot become a number meanwhile")
                    .contains("AccessShareLock");
            ours.commit();
        }
        assertThat(HostileOwner.one(database, stored)).isEqualTo(before);
    }

    /** A role that owns the schema of a function may drop it, and make another one of that name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER FUNCTION mal.looks(jsonb) OWNER TO postgres; " + EVIL,
                "CREATE TABLE mal.i (seq bigint NOT NULL);"
                        + " SELECT public.create_hypertable('mal.i', 'seq', chunk_time_interval => 1000);"
                        + " CREATE FUNCTION mal.now_() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';"
                        + " ALTER FUNCTION mal.now_() OWNER TO postgres; ALTER TABLE mal.i OWNER TO mallory;"
                        + " SELECT public.set_integer_now_func('mal.i', 'mal.now_');"
                        + " SELECT public.alter_job(%d, config => jsonb_build_object('drop_after', 5, 'hypertable_id',"
                        + " (SELECT id FROM _timescaledb_catalog.hypertable WHERE table_name = 'i')))",
                // TimescaleDB reads a number in quotes, too.
                "SELECT public.alter_job(job_id, config => config || jsonb_build_object('hypertable_id',"
                        + " config ->> 'hypertable_id')) FROM timescaledb_information.jobs WHERE job_id = %d"
            })
    void what_could_be_replaced_or_cannot_be_read_is_not_called_either(String attack) throws Exception {
        database.execute(attack.formatted(job));
        try (Connection ours = session("postgres")) {
            assertThat(JobRightsCatalog.owners(ours).get(job).alterable()).isFalse();
            assertThatThrownBy(() -> JobHoldStore.hold(ours, job))
                    .isInstanceOf(PulseFailure.class)
                    .extracting(problem -> ((PulseFailure) problem).exit())
                    .isEqualTo(ExitCode.FAILED);
        }
    }

    /** A30: alter_job calls the table's integer_now, and so what that reads. */
    @Test
    void nor_is_a_job_of_ours_altered_where_the_function_of_our_table_reads_hers() throws Exception {
        database.execute(
                "CREATE TABLE public.ours (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('public.ours', 'seq', chunk_time_interval => 1000)",
                "CREATE FUNCTION public.tells() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM mal.m'",
                "SELECT public.set_integer_now_func('public.ours', 'public.tells')",
                "SELECT public.add_retention_policy('public.ours', BIGINT '86400', initial_start => '2099-01-01 03:00Z')");
        int ours = Integer.parseInt(HostileOwner.one(
                database, "SELECT max(job_id) FROM timescaledb_information.jobs WHERE job_id >= 1000"));
        try (Connection session = session("postgres")) {
            JobOwner owner = JobRightsCatalog.owners(session).get(ours);
            assertThat(owner.trusted()).isTrue();
            assertThat(owner.alterable()).isFalse();
            assertThatThrownBy(() -> JobHoldStore.hold(session, ours)).isInstanceOf(PulseFailure.class);
        }
    }

    private Connection session(String role) throws SQLException {
        Connection session = database.connect();
        session.setAutoCommit(false);
        session.createStatement().execute("SET LOCAL SESSION AUTHORIZATION " + role);
        return session;
    }

    private static PolicyStep step(String sql, OptionalInt job) {
        return new PolicyStep("m", "retention", "a step", sql, false, job, Optional.empty());
    }
}
