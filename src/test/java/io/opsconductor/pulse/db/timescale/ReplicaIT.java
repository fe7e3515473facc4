package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCheck;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.extension.WorkersCheck;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerJudge;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;

/** The checks on a read-only copy, where no job runs and none can be started. */
class ReplicaIT {
    private final HypertableSettings settings = Configured.hypertables("telemetry.drop-after", "4d");
    private final TimescaleSettings scheduled = Configured.schedulerExpected(true);

    @Test
    void a_replica_is_read_and_what_runs_on_the_primary_only_is_unknown_or_runs() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    // Else it might call the job before the server is a replica.
                    "SELECT _timescaledb_functions.stop_background_workers()",
                    "CREATE TABLE telemetry (time timestamptz NOT NULL)",
                    "SELECT create_hypertable('telemetry', 'time')",
                    "INSERT INTO telemetry VALUES (now() - interval '90 days')",
                    "INSERT INTO _timescaledb_config.bgw_job (application_name, schedule_interval, max_runtime,"
                            + " max_retries, retry_period, proc_schema, proc_name, fixed_schedule, hypertable_id,"
                            + " config) SELECT 'Retention Policy [1000]', '1 day', '0', -1, '1 hour',"
                            + " '_timescaledb_functions', 'policy_retention', false, id,"
                            + " jsonb_build_object('hypertable_id', id, 'drop_after', '4 days')"
                            + " FROM _timescaledb_catalog.hypertable WHERE table_name = 'telemetry'",
                    "INSERT INTO _timescaledb_internal.bgw_job_stat SELECT id, now() - interval '10 minutes',"
                            + " '-infinity', '-infinity', '-infinity', false, 1, '0', '0', 0, 0, 1, 0, 1, 0"
                            + " FROM _timescaledb_config.bgw_job WHERE proc_name = 'policy_retention'");
            server.stop();
            Path signal = Files.createFile(server.dataDirectory().resolve("standby.signal"));
            server.start();
            Looking looking = new Looking(database);

            Finding scheduler = looking.one(new SchedulerCheck(scheduled), SchedulerJudge.ID, database.name());
            assertThat(scheduler.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(scheduler.message()).startsWith("this is a read-only replica");
            Finding job = looking.one(
                    new RetentionJobCheck(scheduled, Configured.promises()), RetentionJobCheck.ID, "telemetry");
            assertThat(job.severity()).isEqualTo(Severity.OK);
            assertThat(job.measured()).isEqualTo("running");
            for (Check check :
                    List.of(new ExtensionCheck(), new WorkersCheck(scheduled), new AggregateCheck(scheduled))) {
                assertThat(looking.at(check)).noneMatch(finding -> finding.severity() == Severity.UNKNOWN);
            }
            assertThat(looking.one(
                                    Configured.retention(Configured.promises(settings)),
                                    RetentionBacklogJudge.ID,
                                    "telemetry")
                            .severity())
                    .isEqualTo(Severity.CRITICAL);

            // A replica drops no database.
            server.stop();
            Files.delete(signal);
            server.start();
        }
    }
}
