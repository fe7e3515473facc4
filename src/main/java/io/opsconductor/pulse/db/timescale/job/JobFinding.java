package io.opsconductor.pulse.db.timescale.job;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Words the findings about one job. */
record JobFinding(String id, Jobs facts, Job job) {

    Finding of(Severity severity, String measured, String message, Remedy remedy) {
        return Finding.of(severity, id, job.about(), message)
                .measured(measured)
                .target("every " + Durations.text(job.retries().every()))
                .cure(remedy);
    }

    /** Such as {@code 3 failures}. */
    String troubles() {
        int failures = job.retries().failures();
        int crashes = job.troubles() - failures;
        if (crashes <= 0) {
            return Counted.of(failures, "failure");
        }
        return (failures == 0 ? "" : Counted.of(failures, "failure") + " and ")
                + (crashes == 1 ? "1 crash" : crashes + " crashes");
    }

    /** What its last failure said; where that is hidden, from whom, and the grant that would show it. */
    String reason() {
        if (job.retries().failures() == 0) {
            return "; what a crash said stands in the server's log only";
        }
        return job.error().map(error -> ", lastly: " + error).orElseGet(() -> {
            String role = SqlIdentifier.of(facts.role());
            return "; what it said is unknown, for role " + role + " may not see it" + " (GRANT "
                    + SqlIdentifier.of(job.owner().name()) + " TO " + role + " would show it)";
        });
    }
}
