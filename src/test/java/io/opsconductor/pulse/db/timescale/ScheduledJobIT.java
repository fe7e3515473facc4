package io.opsconductor.pulse.db.timescale;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On a real server with a real scheduler, whose Apache edition refuses to add jobs: they are written into the catalogue,
 * as a change of licence would leave them, and then run.
 */
class ScheduledJobIT {
    private static final RetentionJobCheck CHECK =
            new RetentionJobCheck(Configured.schedulerExpected(true), Configured.promises());

    private final PostgresServer server = DevelopmentDatabases.shared().server();
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();
    private final Looking looking = new Looking(database);
    private final String role = "watcher_" + database.name();

    @BeforeEach
    void fill() throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE telemetry (time timestamptz NOT NULL)",
                "SELECT create_hypertable('telemetry', 'time')",
                "CREATE ROLE " + role + " LOGIN PASSWORD 'watching'");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        try (TestDatabase other = DevelopmentDatabases.shared().postgres()) {
            other.execute("DROP ROLE " + role);
        }
    }

    private void written() throws Exception {
        database.execute("INSERT INTO _timescaledb_config.bgw_job (application_name, schedule_interval, max_runtime,"
                + " max_retries, retry_period, proc_schema, proc_name, fixed_schedule, hypertable_id, config)"
                + " SELECT 'Retention Policy [1000]', '1 second', '0', -1, '1 second', '_timescaledb_internal',"
                + " 'policy_retention', false, id, jsonb_build_object('hypertable_id', id, 'drop_after', '1 day')"
                + " FROM _timescaledb_catalog.hypertable WHERE table_name = 'telemetry'");
    }

    private Finding found() throws Exception {
        return looking.at(CHECK).get(0);
    }

    private Finding foundByWatcher() throws Exception {
        String url =
                "postgresql://" + role + ":watching@" + server.host() + ":" + server.port() + "/" + database.name();
        return Looking.as(url, CHECK).get(0);
    }

    @Test
    void a_job_that_fails_again_and_again_is_found_with_its_error_where_the_role_may_see_it() throws Exception {
        written();
        // A job that was not added by add_job is noticed when the scheduler begins.
        database.execute("SELECT _timescaledb_functions.restart_background_workers()");
        await().pollInterval(Duration.ofMillis(500)).until(() -> found().severity() == Severity.CRITICAL);
        // On this edition TimescaleDB's own jobs may fail alike: then one finding says so of all.
        assertThat(found().message()).contains("\"apache\" license");

        database.execute("REVOKE ALL ON timescaledb_information.job_errors FROM PUBLIC");
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(this::foundByWatcher)
                .withMessageContaining("permission denied for view job_errors")
                .satisfies(blind -> database.execute(blind.remedy()));
        assertThat(foundByWatcher().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_role_that_may_not_read_how_jobs_fare_is_told_which_grant_is_missing() throws Exception {
        database.execute("REVOKE ALL ON _timescaledb_internal.bgw_job_stat FROM PUBLIC");
        assertThatExceptionOfType(PulseFailure.class)
                .isThrownBy(this::foundByWatcher)
                .satisfies(blind -> database.execute(blind.remedy()));
        assertThat(foundByWatcher().message()).isEqualTo("no job drops anything here");
    }

    /** The Apache edition runs no job to its end, so the session is one of ours that bears the job's name. */
    @Test
    void a_session_with_the_jobs_name_is_seen_by_a_role_without_any_grant_and_without_it_the_job_has_crashed()
            throws Exception {
        written();
        database.execute("INSERT INTO _timescaledb_internal.bgw_job_stat SELECT id, now() - interval '50 minutes',"
                + " '-infinity', '-infinity', '-infinity', false, 1, '0', '0', 0, 0, 1, 0, 1, 0"
                + " FROM _timescaledb_config.bgw_job WHERE proc_name = 'policy_retention'");
        try (var session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("SET application_name = 'Retention Policy [1000]'");
            Finding running = foundByWatcher();
            assertThat(running.severity()).isEqualTo(Severity.WARNING);
            assertThat(running.measured()).startsWith("runs for 50m");
        }
        await().until(() -> foundByWatcher().measured().equals("stuck"));
    }
}
