package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.OwnLogin;

/**
 * Judges whether dumps and the jobs that compress or drop chunks come at the same time. pg_dump holds a lock on every
 * table for its whole run: the job waits behind it, and whoever reads that chunk next waits behind the job.
 */
public final class OverlapJudge {
    static final String ID = "backup.overlap";
    /** After the dump, before the job that is moved. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private OverlapJudge() {}

    /**
     * @param dumps when pg_dump ran for the newest backups
     * @param next when it is expected next; empty without a schedule
     */
    public static Finding judge(String set, List<Span> dumps, Optional<Span> next, List<JobRun> jobs) {
        List<JobRun> meeting =
                jobs.stream().filter(job -> met(job, dumps, next).isPresent()).toList();
        String measured = meeting.size() + " of " + Counted.of(jobs.size(), "job");
        if (meeting.isEmpty()) {
            return Finding.ok(ID, set, measured, "apart", "no job that compresses or drops chunks meets a backup")
                    .figure(Figure.count(0).limit(0));
        }
        JobRun first = meeting.get(0);
        Span run = met(first, dumps, next).orElseThrow();
        Span dump = next.or(() -> dumps.stream().filter(run::meets).findFirst()).orElseThrow();
        return Finding.warning(
                        ID,
                        set,
                        "the " + first.name() + " (" + text(run) + ") meets the backup (" + text(dump)
                                + "): it waits for pg_dump, and readers wait for it")
                .measured(measured)
                .target("apart")
                .figure(Figure.count(meeting.size()).limit(0))
                .cure(remedy(set, dump, first));
    }

    /** By the schedule where there is one: what was moved since the last runs is settled. */
    private static Optional<Span> met(JobRun job, List<Span> dumps, Optional<Span> next) {
        return next.isPresent()
                ? job.meeting(next.get())
                : job.last().filter(run -> dumps.stream().anyMatch(run::meets));
    }

    private static Remedy remedy(String set, Span dump, JobRun job) {
        if (job.every().compareTo(dump.length()) <= 0) {
            return Remedy.text("no hour is free of a job that runs every " + Durations.text(job.every())
                    + ": shorten the dump (format=directory and jobs of the set " + set + ")");
        }
        // alter_job forgets the time zone of a fixed schedule unless it is told again. In every version one may look
        // there.
        String sql = "SELECT " + SqlIdentifier.of(job.functions()) + ".alter_job(" + job.id() + ", next_start => '"
                + dump.to().plus(MARGIN).truncatedTo(ChronoUnit.MINUTES)
                + "', timezone => (SELECT timezone FROM _timescaledb_config.bgw_job WHERE id = " + job.id() + "));";
        return job.untrustedRole()
                .map(role -> role.isEmpty()
                        ? Remedy.text(
                                "alter_job would run another role's code, by the job's check function or by its table's"
                                        + " integer_now function: move the backup's schedule instead")
                        : Remedy.text(OwnLogin.as(role) + sql))
                .orElseGet(() -> Remedy.sql(sql));
    }

    private static String text(Span span) {
        return span.from().truncatedTo(ChronoUnit.SECONDS) + ", " + Durations.text(span.length());
    }
}
