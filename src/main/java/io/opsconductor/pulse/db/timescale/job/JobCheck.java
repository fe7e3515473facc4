package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.JobSettings.ExpectedJob;
import jakarta.inject.Singleton;

/** Looks how jobs that users added fare, and policies that no other check judges. */
@Singleton
public class JobCheck extends Check {
    static final String ID = "timescale.job";

    private final TimescaleSettings settings;
    private final JobSettings expected;

    public JobCheck(TimescaleSettings settings, JobSettings expected) {
        super("timescale", ID);
        this.settings = settings;
        this.expected = expected;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Map<String, ExpectedJob> asked = expected.byName();
        JobJudge judge = JobLook.at(database, settings, ID);
        List<Finding> findings =
                new ArrayList<>(judge.judge(Job.Task.OTHER, job -> asked(asked, job, ExpectedJob::ignore)));
        judge.facts().of(Job.Task.OTHER).stream()
                .filter(job -> !job.scheduled() && asked(asked, job, ExpectedJob::expected))
                .forEach(job -> findings.replaceAll(finding -> JobExpectation.paused(finding, job)));
        if (database.label().isEmpty()) {
            List<String> names = JobExpectation.names(asked);
            boolean any = !names.isEmpty() && !judge.facts().jobs().isEmpty();
            findings.addAll(
                    JobExpectation.missing(judge.facts(), names, any ? StrangeJobCatalog.read(database) : Set.of()));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(ID, judge.facts().database(), "there is no job of users' own")
                        .measured("no job"))
                : List.copyOf(findings);
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        return JobSamples.of(title(database), JobLook.at(database, settings, ID).facts());
    }

    private static boolean asked(
            Map<String, ExpectedJob> asked, Job job, Function<ExpectedJob, Optional<Boolean>> what) {
        return asked.entrySet().stream()
                .anyMatch(entry -> JobExpectation.means(entry.getKey(), job)
                        && what.apply(entry.getValue()).orElse(false));
    }
}
