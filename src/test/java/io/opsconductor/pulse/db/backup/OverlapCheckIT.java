package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.judge.JobRun;
import io.opsconductor.pulse.db.backup.judge.JobRunCatalog;
import io.opsconductor.pulse.db.backup.judge.OverlapCheck;
import io.opsconductor.pulse.db.backup.judge.OverlapJudge;
import io.opsconductor.pulse.db.backup.judge.Span;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapCheckIT {
    private static final Instant NEXT = Instant.parse("2030-02-01T02:10:00Z");

    @TempDir
    Path directory;

    @Test
    void jobs_are_read_with_their_hours_from_timescaledb_and_held_against_the_next_backup(@Timescale TestDatabase test)
            throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            test.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE TABLE tel (time timestamptz NOT NULL, v float)",
                    "SELECT create_hypertable('tel', 'time')",
                    "SELECT add_retention_policy('tel', interval '30 days', schedule_interval => interval '1 day')",
                    "SELECT alter_job(job_id, next_start => '" + NEXT + "') FROM timescaledb_information.jobs"
                            + " WHERE proc_name = 'policy_retention'");

            List<JobRun> jobs = JobRunCatalog.read(database);

            assertThat(jobs)
                    .extracting(JobRun::name, JobRun::every, JobRun::next)
                    .containsExactly(tuple("retention of public.tel", Duration.ofDays(1), Optional.of(NEXT)));
            Optional<Span> dump = Optional.of(Span.of(NEXT.minusSeconds(600), Duration.ofMinutes(30)));
            Finding finding = OverlapJudge.judge("daily", List.of(), dump, jobs);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            test.execute(finding.remedy());
            assertThat(OverlapJudge.judge("daily", List.of(), dump, JobRunCatalog.read(database))
                            .severity())
                    .isEqualTo(Severity.OK);
        }
    }

    @Test
    void a_job_whose_check_is_another_roles_is_moved_by_its_owner(@Timescale TestDatabase test) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            test.execute(
                    "DO $$ BEGIN CREATE ROLE mallory LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;"
                            + " END $$",
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE SCHEMA mal AUTHORIZATION mallory",
                    "SET ROLE mallory",
                    "CREATE TABLE mal.tel (time timestamptz NOT NULL, v float)",
                    "SELECT public.create_hypertable('mal.tel', 'time')",
                    "CREATE FUNCTION mal.looks(config jsonb) RETURNS void LANGUAGE sql AS 'SELECT'",
                    "SELECT public.alter_job(public.add_retention_policy('mal.tel', interval '30 days'),"
                            + " check_config => 'mal.looks'::regproc, next_start => '" + NEXT + "')",
                    "RESET ROLE");

            Optional<Span> dump = Optional.of(Span.of(NEXT.minusSeconds(600), Duration.ofMinutes(30)));
            Finding finding = OverlapJudge.judge("daily", List.of(), dump, JobRunCatalog.read(database));

            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(finding.remedy())
                    .startsWith("as role \"mallory\", logged in as it (")
                    .contains("): SELECT \"public\".alter_job(");
        }
    }

    @Test
    void a_database_without_timescaledb_has_no_job_to_meet(@Postgres TestDatabase test) throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            SetDirectory.init(Sets.daily(directory));

            assertThat(new OverlapCheck(Sets.of(Map.of("daily", Sets.in(directory)))).findings(database, Instant.now()))
                    .extracting(Finding::severity, Finding::measured)
                    .containsExactly(tuple(Severity.OK, "0 of 0 jobs"));
        }
    }
}
