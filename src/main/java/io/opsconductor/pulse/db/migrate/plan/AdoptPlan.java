package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;

/**
 * What {@code adopt} will record without running it. Pure.
 *
 * @param at the newest version that is said to be applied
 * @param adopted in order
 * @param skipped what the Python runner never ran, for all that its number is not above {@code at}
 */
public record AdoptPlan(MigrationVersion at, List<MigrationFile> adopted, List<MigrationFile> skipped) {

    /**
     * @param objects tables, views and sequences in the schema
     * @throws PulseFailure (usage) when there is nothing to adopt, a history exists already, or {@code at} does not fit
     */
    public static AdoptPlan of(
            List<MigrationFile> files, RecordedMigrations recorded, long objects, MigrationVersion at) {
        MigrationFile last = files.get(files.size() - 1);
        if (files.stream().noneMatch(file -> file.version().equals(at))) {
            throw PulseFailure.usage(
                    "no migration has version " + at,
                    "give one of the folder's; its newest is " + last.version() + " (" + last.script() + ")");
        }
        List<MigrationFile> halves = files.stream().filter(recorded::isSplit).toList();
        if (halves.isEmpty()) {
            refuse(recorded, objects);
        }
        halves.stream()
                .map(MigrationFile::version)
                .reduce((lower, higher) -> higher)
                .filter(newest -> newest.compareTo(at) > 0)
                .or(() -> recorded.newest().filter(newest -> newest.compareTo(at) > 0))
                .ifPresent(newest -> {
                    throw PulseFailure.usage(
                            "version " + newest + " is recorded as applied, and is above " + at,
                            "adopt at the newest applied version");
                });
        Predicate<MigrationFile> unknown =
                file -> file.version().compareTo(at) <= 0 && !recorded.isInHistory(file) && !recorded.isCovered(file);
        return new AdoptPlan(
                at,
                files.stream()
                        .filter(unknown.and(file -> !recorded.wasSkipped(file)))
                        .toList(),
                files.stream().filter(unknown.and(recorded::wasSkipped)).toList());
    }

    private static void refuse(RecordedMigrations recorded, long objects) {
        if (recorded.hasHistory()) {
            throw PulseFailure.usage(
                    "there is a history already", "look at it with pulse-db status; pulse-db repair puts it right");
        }
        if (!recorded.isEmpty()) {
            throw PulseFailure.usage(
                    "the Python runner recorded what it applied", "pulse-db migrate adopts that by itself");
        }
        if (objects == 0) {
            throw PulseFailure.usage("the schema is empty: there is nothing to adopt", "pulse-db migrate");
        }
    }
}
