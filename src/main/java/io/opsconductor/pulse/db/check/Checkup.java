package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
        CheckRun run = new CheckRun(chosen(areas), database.forOneCheckup(), now);
        run.look(false);
        return run.result();
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
}
