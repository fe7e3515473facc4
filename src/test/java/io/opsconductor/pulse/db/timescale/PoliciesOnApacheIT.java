package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyOverview;
import io.opsconductor.pulse.db.timescale.policy.PolicyRequest;
import io.opsconductor.pulse.db.timescale.policy.PolicyState;
import io.opsconductor.pulse.db.timescale.policy.PolicyStep;
import io.opsconductor.pulse.db.timescale.policy.PolicyStore;
import org.junit.jupiter.api.Test;

/** What can be said of policies where there can be none. */
class PoliciesOnApacheIT {
    private static final PolicyRequest ALL = new PolicyRequest(Set.of(), Set.of());
    private final Policies policies =
            new Policies(Configured.promises("telemetry.drop-after", "30d"), Configured.schedulerExpected(false));

    @Test
    void the_apache_edition_shows_what_is_missing_and_applies_nothing(@Postgres TestDatabase server) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(server.url()))) {
            assertThatExceptionOfType(PulseFailure.class)
                    .isThrownBy(() -> policies.overview(database))
                    .satisfies(failure -> assertThat(failure.remedy()).isEqualTo("CREATE EXTENSION timescaledb;"));
            server.execute(
                    "CREATE EXTENSION timescaledb",
                    "CREATE TABLE telemetry (time timestamptz NOT NULL)",
                    "SELECT create_hypertable('telemetry', 'time')");
            PolicyOverview overview = policies.overview(database);
            assertThat(overview.possible()).isFalse();
            assertThat(overview.policies()).singleElement().satisfies(row -> assertThat(row.state())
                    .isEqualTo(PolicyState.MISSING));
            assertThatExceptionOfType(PulseFailure.class)
                    .isThrownBy(() -> policies.plan(database, ALL))
                    .withMessageContaining("Apache edition")
                    .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE));
        }
    }

    private static PolicyStep step(String subject, String sql) {
        return new PolicyStep(subject, "retention", "change it", sql, false, OptionalInt.empty(), Optional.empty());
    }

    /** Plain statements stand for those that this edition refuses: what is shown is the transaction around them. */
    @Test
    void a_lock_that_somebody_holds_and_a_right_that_is_missing_change_nothing_and_say_what_to_do(
            @Postgres TestDatabase server) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(server.url()));
                var holder = server.connect();
                var statement = holder.createStatement()) {
            server.execute("CREATE TABLE first (n int)", "CREATE TABLE held (n int)");
            List<PolicyStep> steps = List.of(
                    step("first", "ALTER TABLE public.first ADD m int"),
                    step("held", "ALTER TABLE public.held ADD m int"));
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE held IN ACCESS SHARE MODE");
            assertThatExceptionOfType(PulseFailure.class)
                    .isThrownBy(() -> PolicyStore.carryOut(database, steps))
                    .withMessage("held, change it: another session holds a lock on it; nothing has changed")
                    .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW));
            holder.rollback();
            List<PolicyStep> forbidden = List.of(
                    steps.get(0), step("held", "SET LOCAL ROLE pg_monitor"), step("held", "DROP TABLE public.held"));
            assertThatExceptionOfType(PulseFailure.class)
                    .isThrownBy(() -> PolicyStore.carryOut(database, forbidden))
                    .withMessageContaining("must be owner of table held; nothing has changed")
                    .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE));
            // Would fail if the first step had not been rolled back both times.
            PolicyStore.carryOut(database, steps);
        }
    }
}
