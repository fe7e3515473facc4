package io.opsconductor.pulse.db.timescale.fix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlace;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.judge.OverdueAggregate;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.RefreshWindow;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * What can be mended without a person's decision: overdue aggregates are refreshed; overdue chunks are compressed; what is past its retention is dropped,
 * by the policy's own job, and one by one where no policy can exist. Never what a policy or the configuration still keeps.
 *
 * @param steps at most as many as the limit allows, what is refreshed first, then what is dropped, then the oldest chunk of each hypertable
 * @param later how many more there are, for the next run
 * @param left what is wrong too and is left to people
 */
public record FixPlan(List<FixStep> steps, int later, List<ManualAction> left) {

    /** The same with more to do, first of all. */
    public FixPlan with(List<FixStep> more) {
        List<FixStep> all = new ArrayList<>(more);
        all.addAll(steps);
        return new FixPlan(List.copyOf(all), later, left);
    }

    static FixPlan of(FixFacts facts, int limit) {
        List<ManualAction> left = new ArrayList<>();
        List<FixStep> all = new ArrayList<>();
        Set<Integer> dropped = new HashSet<>();
        all.addAll(refreshes(facts, left));
        for (Backlog backlog : facts.retention()) {
            all.addAll(drops(facts, backlog, left, dropped));
        }
        List<List<FixStep>> compressions = facts.onApache()
                ? List.of()
                : facts.compression().stream()
                        .map(backlog -> compressions(facts, backlog, left, dropped))
                        .toList();
        all.addAll(inTurn(compressions));
        List<FixStep> now = List.copyOf(all.subList(0, Math.min(limit, all.size())));
        return new FixPlan(now, all.size() - now.size(), List.copyOf(left));
    }

    /** @param dropped gets the ids of the chunks that go, for they need not be compressed before */
    private static List<FixStep> drops(FixFacts facts, Backlog backlog, List<ManualAction> left, Set<Integer> dropped) {
        List<Chunk> past = Stream.concat(backlog.overdue().stream(), backlog.due().stream())
                .toList();
        if (facts.onApache()) {
            return past.isEmpty() ? List.of() : dropsByHand(facts, backlog, past, left);
        }
        if (backlog.overdue().isEmpty()) {
            return List.of();
        }
        Optional<ManualAction> obstacle = RetentionObstacle.of(facts, backlog);
        if (obstacle.isPresent()) {
            left.add(obstacle.get());
            return List.of();
        }
        past.forEach(chunk -> dropped.add(chunk.id()));
        Policy policy = backlog.obligation().policy().orElseThrow();
        String does = "run job " + policy.job() + ", which drops what is older than "
                + policy.lag().text(backlog.obligation().knownStep()) + " ("
                + Counted.of(backlog.overdue().size(), "chunk") + " overdue)";
        Optional<FixStep> run =
                facts.run(subject(backlog), FixStep.Action.RUN_JOB, does, policy.job(), policy.owner(), policy.fixed());
        if (run.isEmpty()) {
            left.add(strange(facts, subject(backlog), policy.job(), policy.owner(), policy.fixed()));
        }
        return run.stream().toList();
    }

    /** Running it from here would run its owner's code with our rights. */
    private static ManualAction strange(
            FixFacts facts, String subject, int job, JobOwner owner, Optional<FixedSchedule> fixed) {
        return new ManualAction(
                subject,
                owner.trusted()
                        ? "starting job " + job + " would run another role's code with the rights of this role"
                        : "job " + job + " belongs to role " + owner.name()
                                + ", whose code would run with the rights of this role",
                facts.remedies().start(job, owner, fixed));
    }

    private static List<FixStep> refreshes(FixFacts facts, List<ManualAction> left) {
        List<FixStep> steps = new ArrayList<>();
        if (facts.refreshing()) {
            for (Aggregate aggregate : facts.aggregates().facts().aggregates()) {
                Optional<OverdueAggregate> overdue = facts.aggregates().mendable(aggregate);
                overdue.ifPresent(late -> refresh(facts, late, steps, left));
                if (overdue.isEmpty()) {
                    facts.aggregates()
                            .stranded(aggregate)
                            .ifPresent(rows -> refresh(
                                    facts,
                                    aggregate,
                                    rows.window(),
                                    "refresh rows more than " + rows.reach().text() + " late",
                                    steps,
                                    left));
                }
            }
        }
        return steps;
    }

    private static void refresh(
            FixFacts facts, OverdueAggregate overdue, List<FixStep> steps, List<ManualAction> left) {
        String does = "refresh it (chunks that ended " + Durations.text(overdue.age()) + " ago are not materialized)";
        if (overdue.job().isPresent()) {
            RefreshPolicy policy = overdue.job().get();
            facts.run(overdue.subject(), FixStep.Action.REFRESH, does, policy.job(), policy.owner(), policy.fixed())
                    .ifPresentOrElse(
                            steps::add,
                            () -> left.add(
                                    strange(facts, overdue.subject(), policy.job(), policy.owner(), policy.fixed())));
        } else {
            refresh(facts, overdue.aggregate(), overdue.window(), does, steps, left);
        }
    }

    private static void refresh(
            FixFacts facts,
            Aggregate aggregate,
            Optional<RefreshWindow> window,
            String does,
            List<FixStep> steps,
            List<ManualAction> left) {
        String subject = aggregate.table().name().text();
        if (window.isEmpty()) {
            left.add(new ManualAction(
                    subject,
                    "data around it was or may have been dropped or deleted: a refresh would delete it from the aggregate",
                    facts.aggregates().refresh(aggregate, window)));
        } else if (aggregate.trusted()) {
            String sql = facts.remedies().refreshing(window.get());
            steps.add(new FixStep(subject, FixStep.Action.REFRESH, does, sql, false));
        } else {
            left.add(new ManualAction(
                    subject,
                    "its expressions and those of what it reads would run with the rights of this role, and belong to role "
                            + aggregate.owner(),
                    facts.aggregates().refresh(aggregate, window)));
        }
    }

    private static List<FixStep> dropsByHand(
            FixFacts facts, Backlog backlog, List<Chunk> past, List<ManualAction> left) {
        if (backlog.obligation().promised().isEmpty()) {
            left.add(new ManualAction(
                    subject(backlog),
                    "the configuration does not say after what time to drop",
                    Remedies.configure(backlog.expectation().name(), "drop-after", "30d")));
            return List.of();
        }
        String name = backlog.expectation().name();
        if (facts.inherited().test(name)) {
            Duration promised = backlog.obligation().promised().get();
            left.add(new ManualAction(
                    subject(backlog),
                    "that it is dropped after " + Durations.text(promised)
                            + " is said of all databases, and not of this one by its name",
                    Remedies.configure(name, "drop-after", Durations.text(promised))));
            return List.of();
        }
        return oldestFirst(past)
                .filter(chunk -> facts.places().containsKey(chunk.id()))
                .map(chunk -> {
                    ChunkPlace place = facts.places().get(chunk.id());
                    return new FixStep(
                            subject(backlog),
                            FixStep.Action.DROP,
                            "drop " + place.name().table() + " (ended at " + backlog.ended(chunk) + ")",
                            facts.sql()
                                    .drop(
                                            backlog.hypertable(),
                                            place,
                                            chunk,
                                            backlog.obligation().promised().orElseThrow()),
                            true);
                })
                .toList();
    }

    private static List<FixStep> compressions(
            FixFacts facts, Backlog backlog, List<ManualAction> left, Set<Integer> dropped) {
        if (backlog.overdue().isEmpty()) {
            return List.of();
        }
        if (!backlog.hypertable().compressionEnabled()) {
            left.add(new ManualAction(
                    subject(backlog),
                    "compression is not enabled for this table",
                    Remedy.command("pulse-db policies apply --dry-run")));
            return List.of();
        }
        if (backlog.hypertable().untrustedOwner().isPresent()) {
            left.add(new ManualAction(
                    subject(backlog),
                    "functions of another role, called by its indexes, would run with the rights of this one",
                    facts.remedies()
                            .catchUp(
                                    backlog.hypertable(),
                                    backlog.obligation(),
                                    backlog.obligation().lag().orElseThrow())));
            return List.of();
        }
        left.addAll(ChunksByHand.of(backlog));
        return oldestFirst(backlog.overdue())
                .filter(chunk -> !chunk.state().isByHand())
                .filter(chunk -> !dropped.contains(chunk.id()) && facts.places().containsKey(chunk.id()))
                .map(chunk -> compression(facts, backlog, chunk))
                .toList();
    }

    private static FixStep compression(FixFacts facts, Backlog backlog, Chunk chunk) {
        ChunkPlace place = facts.places().get(chunk.id());
        boolean procedure = facts.recompressesByProcedure() && chunk.state() != ChunkState.NEVER_COMPRESSED;
        return new FixStep(
                subject(backlog),
                FixStep.Action.COMPRESS,
                "compress " + place.name().table() + " (" + chunk.state().word() + ", ended at " + backlog.ended(chunk)
                        + ")",
                procedure ? facts.sql().recompress(place) : facts.sql().compress(place),
                !procedure);
    }

    /** The first of each list, then the second of each: a large backlog does not keep the others waiting for days. */
    private static List<FixStep> inTurn(List<List<FixStep>> lists) {
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(turn ->
                        lists.stream().filter(list -> turn < list.size()).map(list -> list.get(turn)))
                .toList();
    }

    private static Stream<Chunk> oldestFirst(List<Chunk> chunks) {
        return chunks.stream().sorted(Comparator.comparingLong(Chunk::end));
    }

    private static String subject(Backlog backlog) {
        return backlog.hypertable().name().text();
    }
}
