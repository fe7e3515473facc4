package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.extension.WorkersCheck;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import org.junit.jupiter.api.Test;

/** Statements that change the server, the database or a role: pasted, they take the finding away. */
class ServerRemediesIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();
    private static final TimescaleSettings BY_HAND = Configured.schedulerExpected(false);

    @Test
    void too_few_workers_are_enough_after_the_statement_and_a_restart() throws Exception {
        WorkersCheck check = new WorkersCheck(Configured.schedulerExpected(true));
        try (PostgresServer server = SERVER.newServer();
                TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "ALTER DATABASE " + database.name() + " SET max_parallel_workers = 64");
            Looking looking = new Looking(database);
            List<Finding> few = looking.at(check);
            assertThat(few).extracting(Finding::severity).isNotEmpty().doesNotContain(Severity.OK);
            for (int round = 0; round < 2; round++) {
                for (Finding finding : looking.at(check)) {
                    assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.SQL);
                    database.execute(finding.remedy());
                }
                server.restart();
                if (looking.at(check).get(0).severity() == Severity.OK) {
                    break;
                }
            }
            assertThat(looking.at(check)).extracting(Finding::severity).containsExactly(Severity.OK);
        }
    }

    @Test
    void restoring_that_is_stored_is_reset_where_the_extension_is_gone(@Postgres TestDatabase database)
            throws Exception {
        SchedulerCheck check = new SchedulerCheck(BY_HAND);
        database.execute(
                "DROP EXTENSION IF EXISTS timescaledb",
                "ALTER DATABASE " + database.name() + " SET timescaledb.restoring = 'on'");
        new Looking(database).curedByRemedy(check, SchedulerJudge.ID, database.name());
    }

    @Test
    void a_job_whose_owner_may_not_log_in_runs_again_after_the_statement(@Timescale TestDatabase database)
            throws Exception {
        RetentionJobCheck check = new RetentionJobCheck(BY_HAND, Configured.promises());
        String owner = "\"Owner of " + database.name() + "\"";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE owned (time timestamptz NOT NULL)",
                "SELECT create_hypertable('owned', 'time')",
                "CREATE ROLE " + owner + " LOGIN",
                "ALTER TABLE owned OWNER TO " + owner,
                "SET ROLE " + owner,
                "SELECT add_retention_policy('owned', interval '4 days',"
                        + " initial_start => now() + interval '1 year')",
                "RESET ROLE",
                "ALTER ROLE " + owner + " NOLOGIN");
        try {
            assertThat(new Looking(database).at(check))
                    .extracting(Finding::measured)
                    .containsExactly("no login");
            new Looking(database).curedByRemedy(check, "retention.job", "owned");
        } finally {
            database.execute("DROP OWNED BY " + owner, "DROP ROLE " + owner);
        }
    }

    @Test
    void row_security_in_the_way_of_compression_goes_by_the_other_statement(@Timescale TestDatabase database)
            throws Exception {
        CompressionCheck check = new CompressionCheck(Configured.promises("secured.compress-after", "1h"), BY_HAND);
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE secured (time timestamptz NOT NULL)",
                "SELECT create_hypertable('secured', 'time')",
                "ALTER TABLE secured ENABLE ROW LEVEL SECURITY");
        Looking looking = new Looking(database);
        Remedy other = looking.one(check, "compression.policy", "secured")
                .cure()
                .others()
                .get(0);
        assertThat(other.kind()).isEqualTo(Remedy.Kind.SQL);
        database.execute(other.line());
        looking.curedByRemedy(check, "compression.policy", "secured");
    }

    @Test
    void the_present_of_an_integer_table_is_known_after_the_grants_that_are_named() throws Exception {
        RetentionCheck check = new RetentionCheck(
                Configured.promises("counted.drop-after", "4d", "counted.integer-step", "1s"),
                (looked, now) -> Optional.empty(),
                BY_HAND);
        try (TestDatabase database = SERVER.createDatabase()) {
            String role = "looks_at_" + database.name();
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE TABLE counted (seq int NOT NULL)",
                    "SELECT create_hypertable('counted', 'seq', chunk_time_interval => 86400)",
                    "CREATE SCHEMA clocks",
                    "CREATE FUNCTION clocks.present() RETURNS int LANGUAGE sql STABLE AS 'SELECT 864000'",
                    "REVOKE EXECUTE ON FUNCTION clocks.present() FROM PUBLIC",
                    "SELECT set_integer_now_func('counted', 'clocks.present')",
                    "INSERT INTO counted SELECT 864000 - day * 86400 FROM generate_series(1, 9) AS day",
                    "CREATE ROLE " + role + " LOGIN PASSWORD 'sieht'");
            String url =
                    "postgresql://" + role + ":sieht@" + SERVER.host() + ":" + SERVER.port() + "/" + database.name();
            try {
                for (String right : List.of("GRANT USAGE ON SCHEMA", "GRANT EXECUTE ON FUNCTION")) {
                    Finding blind = backlog(url, check);
                    assertThat(blind.severity()).as(blind.message()).isEqualTo(Severity.UNKNOWN);
                    assertThat(blind.cure().kind()).isEqualTo(Remedy.Kind.SQL);
                    assertThat(blind.remedy()).startsWith(right);
                    database.execute(blind.remedy());
                }
                assertThat(backlog(url, check).severity()).isNotEqualTo(Severity.UNKNOWN);
            } finally {
                database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    private static Finding backlog(String url, RetentionCheck check) throws Exception {
        return Looking.as(url, check).stream()
                .filter(finding -> finding.check().equals("retention.backlog"))
                .findFirst()
                .orElseThrow();
    }
}
