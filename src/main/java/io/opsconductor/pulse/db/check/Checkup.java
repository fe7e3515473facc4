package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/** Runs checks so that none of them can hide another: what could not be looked at is unknown, never good. */
public final class Checkup {
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(finding -> finding.database().orElse(""))
            .thenComparing(Finding::check)
            .thenComparing(Finding::subject);

    private final List<Check> checks;

    public Checkup(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Every area that can be asked for, in alphabetical order. */
    public Collection<String> areas() {
        return checks.stream().map(Check::area).collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /**
     * @param areas the areas to look at; empty for all
     * @throws PulseFailure (usage) when an area does not exist
     */
    public CheckupResult run(Database database, Collection<String> areas, Instant now) {
        return run(database, areas, now, false);
    }

    /** @param measured true fills {@link CheckupResult#samples} */
    CheckupResult run(Database database, Collection<String> areas, Instant now, boolean measured) {
        List<Check> chosen = chosen(areas);
        Optional<PulseFailure> unreachable =
                chosen.stream().anyMatch(Check::needsDatabase) ? database.probe() : Optional.empty();
        Database looked = database.forOneCheckup();
        List<Finding> findings = new ArrayList<>();
        CheckupSamples samples = new CheckupSamples(looked, now);
        for (Check check : chosen) {
            if (check.needsDatabase() && unreachable.isPresent()) {
                findings.addAll(unknown(check, database, unreachable.get()));
                samples.missed(check);
            } else {
                long begun = System.nanoTime();
                findings.addAll(look(check, looked, now, samples));
                if (measured) {
                    samples.add(check, begun);
                }
            }
        }
        findings.sort(WORST_FIRST);
        // What several areas have to say, each when it is asked for alone, is said once.
        return new CheckupResult(now, findings.stream().distinct().toList(), unreachable, samples.all());
    }

    /**
     * The checks of some areas, or all.
     *
     * @throws PulseFailure (usage) when an area does not exist
     */
    List<Check> chosen(Collection<String> areas) {
        areas.stream().filter(area -> !areas().contains(area)).findFirst().ifPresent(area -> {
            throw PulseFailure.usage(
                    "there is no check area '" + area + "'", "choose from " + String.join(", ", areas()));
        });
        return checks.stream()
                .filter(check -> areas.isEmpty() || areas.contains(check.area()))
                .toList();
    }

    /** The findings of checks that could not look, for this reason. */
    static List<Finding> unknown(List<Check> checks, Database database, PulseFailure failure) {
        return checks.stream()
                .flatMap(check -> unknown(check, database, failure).stream())
                .toList();
    }

    private static List<Finding> look(Check check, Database database, Instant now, CheckupSamples samples) {
        try {
            return check.findings(database, now);
        } catch (Exception | Error e) {
            // An Error too, such as too little memory for what one check reads, must hide no other check.
            samples.missed(check);
            return unknown(check, database, database.failure(e));
        }
    }

    private static List<Finding> unknown(Check check, Database database, PulseFailure failure) {
        return check.ids().stream()
                .map(id -> Finding.couldNotLook(id, database.name(), failure))
                .toList();
    }
}
