package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Checks up all configured databases side by side, each within a time limit, so that one that cannot be reached or does
 * not answer holds up none of the others. Their findings make one result.
 */
@ApplicationScoped
public class Survey {
    private final List<Check> checks;
    private final CheckSettings settings;
    private final NamedDatabaseSettings named;
    private final Databases databases;

    public Survey(@All List<Check> checks, CheckSettings settings, NamedDatabaseSettings named, Databases databases) {
        this.checks = checks.stream()
                .filter(check -> !(check instanceof PreflightCheck))
                .toList();
        this.settings = settings;
        this.named = named;
        this.databases = databases;
    }

    /** Another look at a database after its checkup, and within its time. */
    @FunctionalInterface
    public interface Look {
        /**
         * Must not fail; several databases are looked at at once.
         *
         * @param database as its checkup has read it, so that nothing is read twice
         * @param areas that were judged there
         * @param now the instant of the checkup
         */
        void at(Database database, Collection<String> areas, Instant now);
    }

    /** A database and what is judged of it. */
    private record DatabaseChecks(Database database, List<Check> checks) {
        CheckRun begun(Instant now) {
            return new CheckRun(checks, database.forOneCheckup(), now);
        }

        CheckupResult run(CheckRun run, Instant now, Optional<Look> look) {
            run.look(look.isPresent());
            look.ifPresent(more -> more.at(run.database(), areas(), now));
            return run.result();
        }

        Set<String> areas() {
            return checks.stream().map(Check::area).collect(Collectors.toSet());
        }

        boolean asks() {
            return checks.stream().anyMatch(Check::needsDatabase);
        }
    }

    /**
     * @param main the database that everything is judged of; one that is missing only where no other is configured
     * @param others the databases of {@code pulse.databases} are looked at as well
     * @param areas the areas to look at; empty for all
     * @throws PulseFailure (usage) when an area does not exist, or a database's URL is malformed
     */
    public CheckupResult run(Database main, boolean others, Collection<String> areas, Instant now) {
        return at(main, others, areas, targets -> run(targets, now, Optional.empty()));
    }

    /**
     * The same with {@link CheckupResult#samples}, which take a little longer.
     *
     * @param look taken at each database after its checkup
     */
    public CheckupResult measure(Database main, boolean others, Collection<String> areas, Instant now, Look look) {
        return at(main, others, areas, targets -> run(targets, now, Optional.of(look)));
    }

    /** The same without another look. */
    public CheckupResult measure(Database main, boolean others, Collection<String> areas, Instant now) {
        return measure(main, others, areas, now, (database, judged, at) -> {});
    }

    /**
     * Does something at each database of which {@link #run} asks anything, one after the other: the main one, then the
     * others by name.
     *
     * @param work takes the database and the areas that are judged there; what it throws ends the round
     */
    public void forEachDatabase(
            Database main, boolean others, Collection<String> areas, BiConsumer<Database, Collection<String>> work) {
        at(main, others, areas, targets -> {
            targets.stream().filter(DatabaseChecks::asks).forEach(one -> work.accept(one.database(), one.areas()));
            return null;
        });
    }

    private <T> T at(Database main, boolean others, Collection<String> areas, Function<List<DatabaseChecks>, T> work) {
        List<Check> chosen = new Checkup(checks).chosen(areas);
        List<DatabaseChecks> targets = new ArrayList<>();
        try {
            if (others) {
                new TreeMap<>(named.byName())
                        .forEach((name, one) -> target(name, one, chosen).ifPresent(targets::add));
            }
            boolean spared = main.isMissing() && !targets.isEmpty();
            targets.add(0, new DatabaseChecks(main, spared ? once(chosen) : chosen));
            return work.apply(targets);
        } finally {
            targets.stream().filter(target -> target.database() != main).forEach(target -> target.database()
                    .close());
        }
    }

    private static List<Check> once(List<Check> chosen) {
        return chosen.stream().filter(check -> !check.needsDatabase()).toList();
    }

    private Optional<DatabaseChecks> target(String name, NamedDatabaseSettings.NamedDatabase one, List<Check> chosen) {
        Set<String> areas = one.areas().orElse(Set.of());
        List<Check> judged = new Checkup(checks)
                .chosen(areas).stream()
                        .filter(check -> !check.once() && chosen.contains(check))
                        .toList();
        return judged.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatabaseChecks(databases.named(name, one.url()), judged));
    }

    private CheckupResult run(List<DatabaseChecks> targets, Instant now, Optional<Look> look) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(settings.threads(), targets.size())), DaemonThreads.named("check"));
        try {
            List<CheckRun> runs =
                    targets.stream().map(target -> target.begun(now)).toList();
            List<Callable<CheckupResult>> work = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                DatabaseChecks target = targets.get(i);
                CheckRun run = runs.get(i);
                work.add(() -> target.run(run, now, look));
            }
            List<Future<CheckupResult>> futures =
                    threads.invokeAll(work, settings.within().toMillis(), TimeUnit.MILLISECONDS);
            List<CheckupResult> results = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                results.add(result(runs.get(i), futures.get(i)));
            }
            return together(targets, results, now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the check was stopped", "run it again", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private CheckupResult result(CheckRun run, Future<CheckupResult> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            return run.giveUp(PulseFailure.notNow(
                    "it took longer than " + Durations.text(settings.within()),
                    "see what its sessions wait for, or raise pulse.check.within",
                    e));
        } catch (ExecutionException e) {
            return run.giveUp(run.database().failure(e.getCause()));
        }
    }

    /** Unreachable as a whole only if no database could be reached that something was to be asked of. */
    private static CheckupResult together(List<DatabaseChecks> targets, List<CheckupResult> results, Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        List<CheckupResult> asked = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Optional<String> label = targets.get(i).database().label();
            results.get(i).findings().forEach(finding -> findings.add(finding.of(label)));
            samples.addAll(results.get(i).samples());
            if (targets.get(i).asks()) {
                asked.add(results.get(i));
            }
        }
        findings.sort(Checkup.WORST_FIRST);
        boolean unreachable =
                asked.stream().allMatch(result -> result.unreachable().isPresent());
        return new CheckupResult(
                now,
                List.copyOf(findings),
                unreachable ? asked.stream().findFirst().flatMap(CheckupResult::unreachable) : Optional.empty(),
                List.copyOf(samples));
    }
}
