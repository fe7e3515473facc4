package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.drill.compare.HeldFunctionsStore;
import io.opsconductor.pulse.db.drill.compare.Restored;
import io.opsconductor.pulse.db.drill.compare.RestoredCatalog;
import io.opsconductor.pulse.db.drill.compare.RestoredJudge;
import io.opsconductor.pulse.db.drill.load.Loading;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed chunks, a partial one, policies and a continuous aggregate, on TimescaleDB's community edition. */
class CommunityRestoreIT {
    @TempDir
    static Path directory;

    @Timescale
    private static TestDatabase source;

    @BeforeAll
    static void a_backup() throws Exception {
        source.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE tel (time timestamptz NOT NULL, d int, v float)",
                "SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '6 hours', i % 2, i"
                        + " FROM generate_series(0, 19) i",
                "ALTER TABLE tel SET (timescaledb.compress, timescaledb.compress_segmentby = 'd')",
                // Where there is a scheduler, no job finds anything to do, before the backup or after the restore.
                "SELECT add_compression_policy('tel', interval '100 years')",
                "SELECT add_retention_policy('tel', interval '100 years')",
                "SELECT count(compress_chunk(c)) FROM show_chunks('tel', older_than => timestamptz '2026-01-04') c",
                "INSERT INTO tel VALUES ('2026-01-01 01:00Z', 1, 1)",
                "CREATE MATERIALIZED VIEW days WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, avg(v) FROM tel GROUP BY 1 WITH NO DATA",
                "CREATE MATERIALIZED VIEW all_rows AS SELECT * FROM tel");
        BackupRoom.take(directory, source);
    }

    @Test
    void the_manifest_tells_compressed_from_partial_and_every_policy() throws Exception {
        Contents contents = backup().contents().orElseThrow();

        assertThat(contents.hypertables()).contains(new Hypertable("public.tel", 5, 2));
        assertThat(contents.continuousAggregates()).containsExactly("public.days");
        assertThat(contents.jobs())
                .extracting(Job::procedure, Job::hypertable)
                .containsExactly(
                        tuple("_timescaledb_functions.policy_compression", "public.tel"),
                        tuple("_timescaledb_functions.policy_retention", "public.tel"));
    }

    @Test
    void a_restore_for_keeps_brings_all_of_it_back_and_leaves_the_jobs_as_they_were(@Timescale TestDatabase empty)
            throws Exception {
        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            RestoreResult result = rehearsal().restore(source, into);

            assertThat(result.differences()).isEmpty();
            assertThat(result.jobs()).isEqualTo(2);
            assertThat(result.release()).isEmpty();
            assertThat(rows(empty, "tel")).isEqualTo(21);
            assertThat(rows(empty, "all_rows")).as("of compressed chunks too").isEqualTo(21);
            assertThat(rows(empty, "timescaledb_information.jobs WHERE NOT scheduled AND job_id >= 1000"))
                    .isZero();

            PulseFailure again =
                    catchThrowableOfType(PulseFailure.class, () -> rehearsal().restore(source, into));
            assertThat(again.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(again).hasMessageContaining("is not empty: it has ").hasMessageContaining("tel");
        }
    }

    @Test
    void a_drill_holds_the_jobs_and_finds_a_chunk_that_is_no_longer_compressed(@Timescale TestDatabase empty)
            throws Exception {
        try (Database scratch = new Database(DatabaseUrl.parse(empty.url()))) {
            Restorer.Loaded loaded = new Restorer(
                            backup(), toc(), Loading.of(null, backup(), toc()), scratch, true, DrillProgress.NONE)
                    .restore(Optional.empty(), 1);

            Restored found = RestoredCatalog.read(scratch, backup(), toc(), HeldFunctionsStore.NONE, loaded.filled());
            assertThat(loaded.took()).isPositive();
            assertThat(RestoredJudge.differences(backup(), toc(), found)).isEmpty();
            assertThat(found.contents().jobs()).hasSize(2).noneMatch(Job::scheduled);

            empty.execute("SELECT decompress_chunk(c) FROM show_chunks('tel', older_than => timestamptz '2026-01-04',"
                    + " newer_than => timestamptz '2026-01-03') c");
            assertThat(RestoredJudge.differences(
                            backup(),
                            toc(),
                            RestoredCatalog.read(scratch, backup(), toc(), HeldFunctionsStore.NONE, loaded.filled())))
                    .contains("hypertable public.tel: 5 chunks, 1 compressed instead of 5 chunks, 2 compressed");
        }
    }

    @Test
    void a_server_without_that_version_is_refused_before_anything_is_made(@Postgres TestDatabase apache)
            throws Exception {
        try (Database into = new Database(DatabaseUrl.parse(apache.url()))) {
            PulseFailure failure =
                    catchThrowableOfType(PulseFailure.class, () -> rehearsal().restore(source, into));

            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure).hasMessageStartingWith("the backup needs TimescaleDB ");
        }
    }

    private static Rehearsal rehearsal() {
        return Rehearsal.of(directory).trustingOwners(!source.severalBackends());
    }

    private static ArchiveToc toc() throws Exception {
        return backup().archive().toc();
    }

    private static Restorable backup() throws InterruptedException {
        return BackupRoom.restorables(directory, BackupRoom.PROGRAMS, Optional.empty())
                .find(Optional.empty(), Optional.empty());
    }

    @Test
    void jobs_stay_held_on_request_and_after_a_difference_and_the_statement_that_is_printed_releases_them()
            throws Exception {
        try (TestDatabase empty = DevelopmentDatabases.shared().timescale();
                Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            RestoreResult result = rehearsal().holdingJobs().restore(source, into);

            assertThat(result.differences()).isEmpty();
            assertThat(result.jobs()).isEqualTo(2);
            assertThat(rows(empty, "timescaledb_information.jobs WHERE scheduled"))
                    .isZero();
            empty.execute(result.release().orElseThrow());
            assertThat(rows(empty, "timescaledb_information.jobs WHERE NOT scheduled AND job_id >= 1000"))
                    .isZero();
        }
        Path falsified = BackupRoom.copy(backup().backup(), directory.resolve("other"));
        try (TestDatabase empty = DevelopmentDatabases.shared().timescale();
                Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            BackupRoom.falsify(BackupRoom.verified(falsified), "public.gone", 1);
            RestoreResult result = Rehearsal.of(directory.resolve("other"))
                    .trustingOwners(!source.severalBackends())
                    .restore(source, into);

            assertThat(result.differences()).containsExactly("public.gone: is missing");
            assertThat(result.release()).isPresent();
            assertThat(rows(empty, "timescaledb_information.jobs WHERE scheduled"))
                    .isZero();
        }
    }

    private static long rows(TestDatabase database, String table) throws Exception {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
