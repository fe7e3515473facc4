package io.opsconductor.pulse.db.timescale.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.job.JobSettings.ExpectedJob;

/** Sets jobs against what the configuration says of them. */
final class JobExpectation {
    private JobExpectation() {}

    /** By procedure (in {@code public} also without schema), by id, or by the name that TimescaleDB shows. */
    static boolean means(String name, Job job) {
        return name.equals(job.procedure())
                || ("public." + name).equals(job.procedure())
                || name.equals(String.valueOf(job.id()))
                || name.equals(job.name());
    }

    /** A finding about this job, which is expected and paused, is critical. */
    static Finding paused(Finding finding, Job job) {
        boolean mild = finding.subject().equals(job.about()) && finding.severity() == Severity.WARNING;
        return mild
                ? Finding.critical(finding.check(), finding.subject(), finding.message() + "; it is expected to run")
                        .measured(finding.measured())
                        .target(finding.target())
                        .cure(finding.cure())
                : finding;
    }

    /** The names of those that are expected. */
    static List<String> names(Map<String, ExpectedJob> asked) {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().expected().orElse(false))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * One finding for each job that is expected and is not there, or may be there only as another one's.
     *
     * @param strange ids of jobs that any role may have added
     */
    static List<Finding> missing(Jobs facts, List<String> expected, Set<Integer> strange) {
        return expected.stream()
                .flatMap(name -> missing(name, matching(name, facts), strange).stream())
                .toList();
    }

    private static List<Job> matching(String name, Jobs facts) {
        return facts.jobs().stream().filter(job -> means(name, job)).toList();
    }

    private static Optional<Finding> missing(String name, List<Job> there, Set<Integer> strange) {
        if (there.isEmpty()) {
            return Optional.of(Finding.critical(JobCheck.ID, name, "this job is expected, and no such job is here")
                    .measured("missing")
                    .target("a job")
                    .cure(Remedy.text("add it: SELECT add_job('its procedure', its interval);")
                            .or(Remedy.setting("jobs.\"" + name + "\".expected", "false"))));
        }
        // An id is given once: who names it has seen that job.
        boolean sure =
                there.stream().anyMatch(job -> !strange.contains(job.id()) || name.equals(String.valueOf(job.id())));
        return sure ? Optional.empty() : Optional.of(doubtful(name, there.get(0)));
    }

    private static Finding doubtful(String name, Job job) {
        return Finding.warning(
                        JobCheck.ID,
                        name,
                        "this job is expected, and the only one here, job " + job.id() + ", belongs to role "
                                + SqlIdentifier.of(job.owner().name())
                                + ", which may act for the owner of the procedure as little as for that of the database:"
                                + " any role may add such a job, and it does what that role may do")
                .measured("another role's")
                .target("a job")
                .cure(Remedy.text("see whether it is the one that is wanted; if not, delete it and add it as the owner")
                        .or(Remedy.setting("jobs.\"" + job.id() + "\".expected", "true")));
    }
}
