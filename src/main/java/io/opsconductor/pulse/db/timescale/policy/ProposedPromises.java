package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.FileKey;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.job.Job;

/** Words what a database has as promises of a configuration file, which then hold it to that. Pure. */
final class ProposedPromises {
    /** One step of a column that counts from 1970, by how many of them make a second. */
    private static final Map<Long, String> STEPS =
            Map.of(1L, "1s", 1_000L, "1ms", 1_000_000L, "PT0.000001S", 1_000_000_000L, "PT0.000000001S");

    private ProposedPromises() {}

    /** @param present tells seconds from milliseconds in a column of integers */
    static List<String> of(List<PolicyTarget> targets, List<Job> jobs, Instant present) {
        return Stream.concat(
                        targets.stream()
                                .filter(target ->
                                        !target.aggregate() || !target.jobs().isEmpty())
                                .flatMap(target -> lines(target, present).stream()),
                        jobs.stream()
                                .filter(job -> job.task() == Job.Task.OTHER)
                                .map(Job::procedure)
                                .distinct()
                                .sorted()
                                .flatMap(procedure ->
                                        Stream.of("", FileKey.line("pulse.jobs", procedure, "expected", "true"))))
                .toList();
    }

    private static List<String> lines(PolicyTarget target, Instant present) {
        List<String> lines =
                new ArrayList<>(List.of("", FileKey.comment(target.name().text())));
        Optional<Map.Entry<Long, String>> step = step(target.time(), present);
        if (target.time().integer()) {
            lines.add(step.map(found -> FileKey.comment("counts integers; now is "
                            + target.time().now().getAsLong() + ", so one step is taken for " + found.getValue()))
                    .orElse(FileKey.comment("counts integers; set what one step of it lasts")));
            lines.add(step.map(found -> key(target, "integer-step", found.getValue()))
                    .orElse("#" + key(target, "integer-step", "1s")));
        }
        for (PolicyKind kind : PolicyKind.values()) {
            lines.addAll(promise(
                    target, kind, step.map(found -> Duration.ofSeconds(1).dividedBy(found.getKey()))));
        }
        return lines;
    }

    private static List<String> promise(PolicyTarget target, PolicyKind kind, Optional<Duration> step) {
        List<PolicyJob> jobs = target.jobs(kind);
        String key = kind.verb() + "-after";
        if (jobs.isEmpty()) {
            return kind == PolicyKind.COMPRESSION || target.aggregate()
                    ? List.of()
                    : List.of(
                            FileKey.comment("no retention policy: it grows; decide on one of these"),
                            "#" + key(target, key, "90d"),
                            "#" + key(target, "keep-forever", "true"));
        }
        PolicyJob job = jobs.get(0);
        boolean known = !target.time().integer() || job.lag().byCreation() || step.isPresent();
        List<String> lines = new ArrayList<>();
        if (jobs.size() > 1) {
            lines.add(FileKey.comment(jobs.size() + " jobs do the same: pulse-db check names them"));
        }
        if (!job.scheduled()) {
            lines.add(FileKey.comment("job " + job.job() + " is paused today"));
        }
        Duration lag = job.lag().nominal(step.orElse(Duration.ofSeconds(1)));
        if (lag.isZero() || lag.isNegative()) {
            lines.add(FileKey.comment("job " + job.job() + " does so at once: decide after what time"));
            lines.add("#" + key(target, key, "90d"));
        } else {
            lines.add(known ? key(target, key, FileKey.duration(lag)) : "#" + key(target, key, job.after(step)));
        }
        return lines;
    }

    /** Within a factor of two of today, which spans sixty years. */
    private static Optional<Map.Entry<Long, String>> step(TimeColumn time, Instant present) {
        return time.integer() && time.now().isPresent()
                ? STEPS.entrySet().stream()
                        .filter(one -> {
                            long seconds = time.now().getAsLong() / one.getKey();
                            return seconds > present.getEpochSecond() / 2 && seconds < present.getEpochSecond() * 2;
                        })
                        .findFirst()
                : Optional.empty();
    }

    private static String key(PolicyTarget target, String key, String value) {
        return FileKey.line("pulse.hypertables", target.name().key(), key, value);
    }
}
