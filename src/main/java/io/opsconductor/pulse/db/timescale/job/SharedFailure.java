package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * All jobs fail, and as far as can be seen with the same SQLSTATE: the cause is the server's and no job's, as when a minor
 * release of PostgreSQL broke TimescaleDB's job executor. One finding says so instead of one for each job.
 */
final class SharedFailure {
    /** Of jobs whose errors cannot be seen, two may fail for reasons of their own. */
    private static final int LEAST_UNSEEN = 3;

    private SharedFailure() {}

    /** Empty unless all jobs that have run fail alike. */
    static Optional<Finding> of(Jobs facts) {
        List<Job> tried =
                facts.jobs().stream().filter(job -> job.lastStart().isPresent()).toList();
        List<String> states = tried.stream()
                .flatMap(job -> job.sqlState().stream())
                .distinct()
                .toList();
        // TimescaleDB's own alone are no user's trouble: on the Apache edition some of them always fail.
        boolean users = tried.stream().anyMatch(job -> job.task() != Job.Task.OWN);
        boolean alike = users
                && tried.stream().allMatch(job -> job.retries().failures() > 0)
                && (states.isEmpty() ? tried.size() >= LEAST_UNSEEN : tried.size() > 1 && states.size() == 1);
        return alike ? Optional.of(finding(facts, tried)) : Optional.empty();
    }

    private static Finding finding(Jobs facts, List<Job> failing) {
        boolean own = failing.stream().anyMatch(job -> job.task() == Job.Task.OWN);
        Optional<Job> told =
                failing.stream().filter(job -> job.error().isPresent()).findFirst();
        String error = told.map(job -> " with SQLSTATE " + job.sqlState().orElse("unknown") + ": "
                        + job.error().orElseThrow())
                .orElse("; what they said is hidden from role " + SqlIdentifier.of(facts.role()));
        return Finding.critical(
                        JobCheck.ID,
                        facts.database(),
                        "all " + failing.size() + " jobs that have run fail" + (own ? ", TimescaleDB's own too," : "")
                                + error + since(failing))
                .measured(failing.size() + " of " + failing.size() + " jobs fail")
                .target("0 jobs")
                .figure(Figure.count(failing.size()).limit(0))
                .cure(Remedy.text(
                        "look for the cause in the server, not in the jobs: its log, and what was updated last"
                                + " (PostgreSQL, TimescaleDB)"));
    }

    private static String since(List<Job> failing) {
        Optional<Instant> last =
                failing.stream().flatMap(job -> job.lastSuccess().stream()).max(Comparator.naturalOrder());
        return last.map(time -> "; no job has ended well since " + time.truncatedTo(ChronoUnit.SECONDS))
                .orElse("; no job has ever ended well");
    }
}
