package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * One checkup of one database, check by check. What has been found counts at any time, also when the rest is given up: no
 * check can hide another.
 */
final class CheckRun {
    private final List<Check> checks;
    private final Database database;
    private final Instant now;
    private final CheckupSamples samples;
    private final Map<Check, List<Finding>> found = new LinkedHashMap<>();
    private Optional<PulseFailure> unreachable = Optional.empty();
    private boolean ended;

    /** @param database for this checkup alone */
    CheckRun(List<Check> checks, Database database, Instant now) {
        this.checks = List.copyOf(checks);
        this.database = database;
        this.now = now;
        samples = new CheckupSamples(database, now);
    }

    /** With what it has read. */
    Database database() {
        return database;
    }

    /** @param measured true fills {@link CheckupResult#samples} */
    void look(boolean measured) {
        Optional<PulseFailure> refused =
                checks.stream().anyMatch(Check::needsDatabase) ? database.probe() : Optional.empty();
        keep(refused);
        for (Check check : checks) {
            if (hasEnded()) {
                return;
            }
            if (check.needsDatabase() && refused.isPresent()) {
                keep(check, unknown(check, refused.get()));
                samples.missed(check);
            } else {
                long begun = System.nanoTime();
                keep(check, look(check));
                if (measured) {
                    samples.add(check, begun);
                }
            }
        }
    }

    private List<Finding> look(Check check) {
        try {
            return check.findings(database, now);
        } catch (Exception | Error e) {
            // An Error too, such as too little memory for what one check reads, must hide no other check.
            samples.missed(check);
            return unknown(check, database.failure(e));
        }
    }

    private List<Finding> unknown(Check check, PulseFailure failure) {
        return check.ids().stream()
                .map(id -> Finding.couldNotLook(id, database.name(), failure))
                .toList();
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void keep(Optional<PulseFailure> refused) {
        unreachable = refused;
    }

    private synchronized void keep(Check check, List<Finding> findings) {
        // What a check says that was given up is only that it was.
        if (!ended) {
            found.put(check, List.copyOf(findings));
        }
    }

    /** Of a run that has come to its end. */
    synchronized CheckupResult result() {
        return result(samples.all());
    }

    /**
     * What has been found so far; the rest is unknown, and what runs for it on the server is ended. When every check had been
     * made, another look after them was not: of that nothing is known, and all of it counts as unknown.
     *
     * @param why nothing more is waited for
     */
    CheckupResult giveUp(PulseFailure why) {
        synchronized (this) {
            ended = true;
            if (found.size() == checks.size()) {
                found.clear();
            }
            checks.stream()
                    .filter(check -> !found.containsKey(check))
                    .forEach(check -> found.put(check, unknown(check, why)));
        }
        database.giveUp();
        return result(List.of());
    }

    private synchronized CheckupResult result(List<Sample> measured) {
        List<Finding> findings = new ArrayList<>();
        found.values().forEach(findings::addAll);
        findings.sort(Checkup.WORST_FIRST);
        // What several areas have to say, each when it is asked for alone, is said once.
        return new CheckupResult(now, findings.stream().distinct().toList(), unreachable, measured);
    }
}
