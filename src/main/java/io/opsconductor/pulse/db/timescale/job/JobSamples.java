package io.opsconductor.pulse.db.timescale.job;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/** What monitoring draws of jobs, TimescaleDB's own housekeeping left out. Pure. */
final class JobSamples {
    private JobSamples() {}

    static List<Sample> of(String database, Jobs facts) {
        return facts.jobs().stream()
                .filter(job -> job.task() != Job.Task.OWN)
                .flatMap(job -> of(database, job))
                .toList();
    }

    private static Stream<Sample> of(String database, Job job) {
        String[] labels = {
            database,
            String.valueOf(job.id()),
            job.procedure(),
            job.subject().map(HypertableName::text).orElse("")
        };
        return Stream.of(
                        job.lastSuccess().map(at -> Sample.at(Metric.JOB_LAST_SUCCESS_TIMESTAMP_SECONDS, at, labels)),
                        Optional.of(Sample.of(Metric.JOB_CONSECUTIVE_FAILURES, job.troubles(), labels)),
                        Optional.of(Sample.of(Metric.JOB_SCHEDULED, job.scheduled() ? 1 : 0, labels)))
                .flatMap(Optional::stream);
    }
}
