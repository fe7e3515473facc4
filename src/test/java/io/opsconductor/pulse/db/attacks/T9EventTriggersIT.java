package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyPlan;
import io.opsconductor.pulse.db.timescale.policy.PolicyRequest;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * T9: an event trigger that calls a function of another role ran with the rights of a superuser in {@code policies apply} and in
 * {@code check --fix}: both make a temporary view.
 */
class T9EventTriggersIT {
    private static final HypertableSettings PROMISED = Configured.hypertables("ours.compress-after", "1h");

    @Timescale
    private TestDatabase database;

    private ForeignHypertables foreign;

    @BeforeEach
    void watched() throws Exception {
        foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "CREATE TABLE ours (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('ours', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO ours SELECT now() - d * interval '1 day', d FROM generate_series(1, 9) AS d",
                "GRANT INSERT ON mal.ran TO PUBLIC",
                "CREATE FUNCTION mal.e() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); END'",
                "ALTER FUNCTION mal.e() OWNER TO mallory",
                "CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION mal.e()");
        foreign.forget();
    }

    @AfterEach
    void trustAsBefore() {
        SqlFile.trust(List.of());
    }

    private void apply() {
        Policies policies = new Policies(Configured.promises(PROMISED), ForeignHypertables.byHand());
        try (Database looked = foreign.looked()) {
            PolicyPlan plan = policies.plan(looked, new PolicyRequest(Set.of(), Set.of()));
            assertThat(plan.steps()).isNotEmpty();
            policies.apply(looked, plan);
        }
    }

    private void assertRefused(ThrowingCallable work) throws Exception {
        assertThatThrownBy(work).isInstanceOfSatisfying(PulseFailure.class, refused -> {
            assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(refused)
                    .hasMessageContaining("event trigger watch runs code that is not trusted, mal.e() of role");
            assertThat(refused.remedy()).contains("DROP EVENT TRIGGER watch;");
        });
        assertThat(foreign.ran()).isEmpty();
    }

    @Test
    void policies_apply_runs_it_once_its_owner_is_trusted_and_not_before() throws Exception {
        assertRefused(this::apply);

        SqlFile.trust(List.of("mallory"));
        apply();
        assertThat(foreign.ran()).isNotEmpty();
    }

    @Test
    void a_fix_runs_it_not_and_none_is_refused_that_has_nothing_to_do() throws Exception {
        database.execute(
                "ALTER EVENT TRIGGER watch DISABLE",
                "ALTER TABLE ours SET (timescaledb.compress)",
                "ALTER EVENT TRIGGER watch ENABLE");
        FixPlan plan = foreign.plan(ForeignHypertables.byHand(), PROMISED, Set.of());
        assertThat(plan.steps()).isNotEmpty();

        assertRefused(() -> foreign.carryOut(plan));

        FixPlan nothing = foreign.plan(ForeignHypertables.byHand(), Configured.hypertables(), Set.of());
        assertThat(foreign.carryOut(nothing).failed()).isEmpty();
        assertThat(foreign.ran()).isEmpty();
    }
}
