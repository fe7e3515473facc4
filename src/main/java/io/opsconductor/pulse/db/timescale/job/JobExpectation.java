package io.opsconductor.pulse.db.timescale.job;

import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
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

    /** One finding for each job that is expected and is not there. */
    static List<Finding> missing(Jobs facts, Map<String, ExpectedJob> asked) {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().expected().orElse(false))
                .map(Map.Entry::getKey)
                .filter(name -> facts.jobs().stream().noneMatch(job -> means(name, job)))
                .sorted()
                .map(name -> Finding.critical(JobCheck.ID, name, "this job is expected, and no such job is here")
                        .measured("missing")
                        .target("a job")
                        .cure(Remedy.text("add it: SELECT add_job('its procedure', its interval);")
                                .or(Remedy.setting("jobs.\"" + name + "\".expected", "false"))))
                .toList();
    }
}
