package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** What can be said of policies where there can be none. */
class PoliciesOnApacheIT {
    private static final PolicyRequest ALL = new PolicyRequest(Set.of(), Set.of());
    private final Policies policies = new Policies(Configured.hypertables("telemetry.drop-after", "30d"));

    @Test
    void theApacheEditionShowsWhatIsMissingAndAppliesNothing() throws Exception {
        try (TestDatabase server = DevelopmentDatabases.shared().postgres();
                Database database = new Database(DatabaseUrl.parse(server.url()))) {
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
}
