package io.opsconductor.pulse.db.timescale;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkBytesCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCheck;
import io.opsconductor.pulse.db.timescale.extension.WorkersCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real server with several backends, whose TimescaleDB is the Apache edition. */
class ApacheEditionIT {

    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final Looking looking = new Looking(database);
    private final SchedulerCheck scheduler = new SchedulerCheck(Configured.schedulerExpected(true));

    @BeforeEach
    void fill() throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE telemetry (time timestamptz NOT NULL, value int)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO telemetry SELECT now() - day * interval '1 day', day FROM generate_series(1, 10) AS day");
    }

    @Test
    void the_edition_is_named_once_and_missing_policies_are_nobodys_failure() throws Exception {
        HypertableSettings promised =
                Configured.hypertables("telemetry.compress-after", "1h", "telemetry.drop-after", "90d");
        assertThat(looking.at(new ExtensionCheck())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.measured()).contains("Apache edition");
        });
        assertThat(looking.one(
                                new CompressionCheck(
                                        Configured.promises(promised), Configured.schedulerExpected(false)),
                                "compression.policy",
                                database.name())
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(looking.one(Configured.retention(Configured.promises(promised)), "retention.policy", database.name())
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void what_cannot_be_compressed_is_a_warning_with_its_size() throws Exception {
        var check = new CompressionCheck(
                Configured.promises("telemetry.compress-after", "1h"), Configured.schedulerExpected(false));
        Finding finding = looking.one(check, "compression.backlog", "telemetry");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.measured()).contains("kB");
        var none = new CompressionCheck(
                Configured.promises("telemetry.compress-after", ""), Configured.schedulerExpected(false));
        assertThat(looking.one(none, "compression.backlog", database.name()).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void data_past_its_retention_is_found_and_dropped_by_hand() throws Exception {
        var check = Configured.retention(Configured.promises("telemetry.drop-after", "3d"));
        assertThat(looking.one(check, "retention.backlog", "telemetry").severity())
                .isEqualTo(Severity.CRITICAL);
        looking.curedByRemedy(check, "retention.backlog", "telemetry");
    }

    @Test
    void a_chunk_that_somebody_holds_costs_the_size_and_not_the_finding() throws Exception {
        var check = Configured.retention(Configured.promises("telemetry.drop-after", "3d"));
        try (var holder = database.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE telemetry IN ACCESS EXCLUSIVE MODE");
            Finding finding = looking.one(check, "retention.backlog", "telemetry");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.measured()).contains("size not known");
            holder.rollback();
        }
    }

    @Test
    void a_size_that_may_not_be_read_hides_no_backlog() throws Exception {
        var check = Configured.retention(Configured.promises("telemetry.drop-after", "3d"));
        String role = "watcher_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'watching'",
                "REVOKE EXECUTE ON FUNCTION pg_total_relation_size(regclass) FROM PUBLIC");
        try {
            assertThat(Looking.as(database.url().replaceFirst("//[^@]*@", "//" + role + ":watching@"), check))
                    .filteredOn(finding -> finding.check().equals("retention.backlog"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
                        assertThat(finding.measured()).contains("size not known");
                    });
        } finally {
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void workers_are_enough_until_parallel_queries_or_jobs_want_more() throws Exception {
        WorkersCheck check = new WorkersCheck(Configured.schedulerExpected(true));
        assertThat(looking.at(check)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .as(finding.message())
                .isEqualTo(Severity.OK));
        database.execute("ALTER DATABASE " + database.name() + " SET max_parallel_workers = 64");
        assertThat(looking.at(check)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).startsWith("max_worker_processes is 64");
        });
    }

    @Test
    void a_lock_hides_the_backlog_and_nothing_else() throws Exception {
        try (var holder = database.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE _timescaledb_catalog.chunk_constraint IN ACCESS EXCLUSIVE MODE");
            var check = Configured.retention(Configured.promises("telemetry.drop-after", "3d"));
            assertThat(looking.at(check))
                    .filteredOn(finding -> finding.severity() == Severity.UNKNOWN)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.check()).isEqualTo("retention.backlog");
                        assertThat(finding.message())
                                .contains("chunk_constraint is locked in ACCESS EXCLUSIVE mode by role postgres");
                    });
            holder.rollback();
        }
    }

    @Test
    void a_chunk_that_is_dropped_while_it_is_read_is_left_out() throws Exception {
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            List<Chunk> chunks = new ChunkCatalog(List.of(1), List.of()).read(looked);
            assertThat(chunks).hasSize(10);
            database.execute("SELECT drop_chunks('telemetry', interval '5 days')");
            List<Integer> ids = chunks.stream().map(Chunk::id).toList();
            assertThat(new ChunkBytesCatalog(ids).read(looked)).hasSizeBetween(4, 6);
        }
    }

    /** The host's clock is not asked: a checkup that believes it is in the year 2000 finds the same. */
    @Test
    void ages_are_counted_by_the_databases_clock() throws Exception {
        var check = Configured.retention(Configured.promises("telemetry.drop-after", "3d"));
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(check.findings(looked, Instant.parse("2000-01-01T00:00:00Z")))
                    .filteredOn(finding -> finding.check().equals("retention.backlog"))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.CRITICAL);
        }
    }

    @Test
    void a_dead_scheduler_is_found_and_started() throws Exception {
        await().until(() -> severity(scheduler) == Severity.OK);
        database.execute("SELECT _timescaledb_functions.stop_background_workers()");
        await().until(() -> severity(scheduler) == Severity.CRITICAL);
        database.execute(looking.at(scheduler).get(0).remedy());
        await().until(() -> severity(scheduler) == Severity.OK);
    }

    /** post_restore alone does not always bring the scheduler back (before 2.26.4): the next finding says how. */
    @Test
    void restoring_left_on_is_found_and_its_remedies_lead_back_to_a_running_scheduler() throws Exception {
        await().until(() -> severity(scheduler) == Severity.OK);
        database.execute("SELECT timescaledb_pre_restore()");
        Finding finding = looking.at(scheduler).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("timescaledb.restoring is on");
        database.execute(finding.remedy());
        assertThat(looking.at(scheduler).get(0).measured()).doesNotContain("restoring");
        await().pollInterval(Duration.ofSeconds(3)).until(this::curedOrRemedied);
    }

    private boolean curedOrRemedied() throws Exception {
        Finding finding = looking.at(scheduler).get(0);
        if (finding.severity() != Severity.OK) {
            database.execute(finding.remedy());
        }
        return finding.severity() == Severity.OK;
    }

    private Severity severity(SchedulerCheck check) throws Exception {
        return looking.at(check).get(0).severity();
    }

    @Test
    void a_database_without_the_extension_is_critical(@Postgres TestDatabase bare) throws Exception {
        Looking there = new Looking(bare);
        bare.execute("DROP EXTENSION IF EXISTS timescaledb", "CREATE TABLE telemetry (time timestamptz)");
        Finding missing = there.at(new ExtensionCheck()).get(0);
        assertThat(missing.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(missing.remedy()).isEqualTo("CREATE EXTENSION timescaledb;");
        assertThat(there.at(scheduler).get(0).severity()).isEqualTo(Severity.CRITICAL);
        var promised = Configured.retention(Configured.promises("telemetry.drop-after", "1d"));
        assertThat(there.one(promised, "retention.policy", "telemetry").measured())
                .isEqualTo("plain table");
        assertThat(there.one(promised, "retention.backlog", bare.name()).severity())
                .isEqualTo(Severity.UNKNOWN);
        List<Finding> after = pasted(bare, missing);
        assertThat(after.get(0).severity()).isEqualTo(Severity.WARNING);
    }

    private static List<Finding> pasted(TestDatabase database, Finding finding) throws Exception {
        database.execute(finding.remedy());
        return new Looking(database).at(new ExtensionCheck());
    }
}
