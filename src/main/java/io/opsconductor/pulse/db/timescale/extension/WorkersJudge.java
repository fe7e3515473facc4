package io.opsconductor.pulse.db.timescale.extension;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges whether there are workers enough: one for each database's scheduler and one for each job that runs at once. A job
 * that finds none is put off without a visible error.
 */
final class WorkersJudge {
    static final String ID = "timescale.workers";

    private WorkersJudge() {}

    /** @param atOnce how many of this database's jobs have to be able to run at once, if it has so many */
    static List<Finding> judge(Workers facts, int atOnce) {
        List<Finding> findings = new ArrayList<>();
        int jobs = Math.min(facts.jobs(), Math.max(1, atOnce));
        int needed = facts.databases() + jobs;
        if (facts.workers() < needed) {
            boolean none = facts.workers() <= facts.databases() && jobs > 0;
            findings.add(Finding.of(
                            none ? Severity.CRITICAL : Severity.WARNING,
                            ID,
                            facts.database(),
                            "timescaledb.max_background_workers is " + facts.workers()
                                    + ": each database's scheduler takes one (there "
                                    + (facts.databases() == 1 ? "is " : "are ")
                                    + Counted.of(facts.databases(), "database") + "), and "
                                    + (none
                                            ? "no job can run"
                                            : Counted.of(jobs, "job") + (jobs == 1 ? " is" : " are")
                                                    + " to run at once"))
                    .measured(facts.workers() + " workers")
                    .target(needed + " workers")
                    .figure(Figure.count(facts.workers()).limit(needed))
                    .cure(raise("timescaledb.max_background_workers", needed)));
        }
        int shared = facts.workers() + facts.parallel();
        if (facts.processes() < shared) {
            findings.add(Finding.warning(
                            ID,
                            facts.database(),
                            "max_worker_processes is " + facts.processes()
                                    + ", less than timescaledb.max_background_workers (" + facts.workers()
                                    + ") and max_parallel_workers (" + facts.parallel()
                                    + ") together: under load jobs find no worker and are put off")
                    .measured(facts.processes() + " processes")
                    .target(shared + " processes")
                    .figure(Figure.count(facts.processes()).limit(shared))
                    .cure(raise("max_worker_processes", shared)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                            ID,
                            facts.database(),
                            facts.workers() + " workers",
                            needed + " workers",
                            "there are workers enough")
                    .figure(Figure.count(facts.workers()).limit(needed)));
        }
        return List.copyOf(findings);
    }

    private static Remedy raise(String setting, int value) {
        return Remedy.sql("ALTER SYSTEM SET " + setting + " = " + value + ";").note("then restart the server");
    }
}
