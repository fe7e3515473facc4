package io.opsconductor.pulse.db.timescale;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.sql.SQLException;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a monitoring role without rights can see, and how often a server is asked. */
class MonitoringRoleIT {
    private static final String PASSWORD = "watching";

    private final PostgresServer server = DevelopmentDatabases.shared().server();

    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String role = "Watcher " + database.name();
    private final String url = "postgresql://" + role.replace(" ", "%20") + ":" + PASSWORD + "@" + server.host() + ":"
            + server.port() + "/" + database.name();
    private final RetentionCheck retention = Configured.retention(Configured.promises("telemetry.drop-after", "1d"));
    private final SchedulerCheck scheduler = new SchedulerCheck(Configured.schedulerExpected(true));

    @BeforeEach
    void prepare() throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE \"" + role + "\" LOGIN PASSWORD '" + PASSWORD + "'");
        hypertable("telemetry");
    }

    @AfterEach
    void close() throws Exception {
        database.execute("ALTER SYSTEM RESET log_line_prefix", "SELECT pg_reload_conf()");
        database.execute("DROP OWNED BY \"" + role + "\"", "DROP ROLE \"" + role + "\"");
    }

    private void hypertable(String name) throws Exception {
        database.execute(
                "CREATE TABLE " + name + " (time timestamptz NOT NULL)",
                "SELECT create_hypertable('" + name + "', 'time')",
                "INSERT INTO " + name + " VALUES ('2020-01-01')");
    }

    @Test
    void a_role_without_any_right_sees_hypertables_and_chunks() throws Exception {
        assertThat(Looking.as(url, retention))
                .filteredOn(finding -> finding.check().equals("retention.backlog"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.measured()).startsWith("1 chunk, "));
    }

    @Test
    void the_scheduler_is_unknown_until_the_grant_that_is_named_is_given() throws Exception {
        Finding blind = Looking.as(url, scheduler).get(0);
        assertThat(blind.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(blind.remedy()).isEqualTo("GRANT pg_read_all_stats TO \"" + role + "\";");
        database.execute(blind.remedy());
        await().until(() -> Looking.as(url, scheduler).get(0).severity() == Severity.OK);
    }

    @Test
    void revoked_catalogues_name_the_grant_that_is_missing() throws Exception {
        database.execute(
                "REVOKE ALL ON SCHEMA _timescaledb_catalog FROM PUBLIC",
                "REVOKE ALL ON _timescaledb_catalog.chunk FROM PUBLIC");
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(() -> Looking.as(url, retention))
                .withMessageContaining("may not read TimescaleDB's catalogues: permission denied")
                .satisfies(failure -> {
                    assertThat(failure.remedy()).contains("TO \"" + role + "\";");
                    database.execute(failure.remedy());
                });
        assertThat(Looking.as(url, retention)).isNotEmpty();
    }

    @Test
    void blindness_for_chunks_leaves_the_policies_in_sight() throws Exception {
        database.execute("REVOKE ALL ON _timescaledb_catalog.chunk FROM PUBLIC");
        assertThat(Looking.as(url, retention))
                .filteredOn(finding -> finding.severity() == Severity.UNKNOWN)
                .extracting(Finding::check)
                .containsExactly("retention.backlog");
    }

    @Test
    void the_number_of_statements_does_not_grow_with_the_hypertables() throws Exception {
        database.execute("ALTER DATABASE " + database.name() + " SET log_statement = 'all'");
        long forOne = statements();
        for (int i = 0; i < 12; i++) {
            hypertable("more_" + i);
        }
        assertThat(statements()).isEqualTo(forOne).isPositive();
    }

    /** Counts those of the watching role, which the server writes into its log with the role's name. */
    private long statements() throws Exception {
        database.execute("ALTER SYSTEM SET log_line_prefix = '%u@%d '", "SELECT pg_reload_conf()");
        await().until(this::prefixed);
        long before = logged();
        // A statement is in the log before the server runs it.
        Looking.as(url, retention);
        return logged() - before;
    }

    /** As new sessions have it, which is what counts. */
    private boolean prefixed() throws SQLException {
        try (var connection = database.connect()) {
            return Query.first(connection, "SHOW log_line_prefix", row -> row.getString(1))
                    .orElseThrow()
                    .equals("%u@%d ");
        }
    }

    private long logged() throws Exception {
        try (var lines = Files.lines(server.log())) {
            return lines.filter(line -> line.startsWith(role + "@") && line.contains("execute"))
                    .count();
        }
    }
}
