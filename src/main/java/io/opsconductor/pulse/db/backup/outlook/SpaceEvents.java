package io.opsconductor.pulse.db.backup.outlook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.RotationPlan;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.forecast.Event;

/**
 * When a volume has no room for the next backup: each is taken to be as much larger than the one before it as the last ones
 * were, and rotation to run after each. Pure.
 */
final class SpaceEvents {
    private final Map<SetCourse, List<Backup>> kept = new HashMap<>();
    private final Map<SetCourse, Long> growth = new HashMap<>();

    private SpaceEvents() {}

    /** @param free bytes that the sets on it share */
    record Volume(long free, List<SetCourse> sets) {}

    /** At most one of each volume. */
    static List<Event> of(List<Volume> volumes) {
        return volumes.stream()
                .flatMap(one -> new SpaceEvents().full(one).stream())
                .toList();
    }

    private Optional<Event> full(Volume volume) {
        record Run(Instant at, SetCourse set) {}
        List<Run> runs = volume.sets().stream()
                .flatMap(set -> set.runs().stream().map(at -> new Run(at, set)))
                .sorted(Comparator.comparing(Run::at))
                .toList();
        long left = volume.free();
        for (Run run : runs) {
            List<Backup> there = kept.computeIfAbsent(run.set(), SetCourse::found);
            Optional<Long> newest =
                    VerifiedBackups.newestFirst(there).stream().findFirst().map(Backup::bytes);
            if (newest.isEmpty()) {
                continue;
            }
            long needed = newest.get() + growth.computeIfAbsent(run.set(), SpaceEvents::growth);
            if (needed > left) {
                return Optional.of(event(run.at(), run.set(), needed, left));
            }
            List<Backup> after = new ArrayList<>(there);
            after.add(run.set().taken(run.at(), needed));
            List<Backup> gone = gone(run.set(), after, run.at());
            after.removeAll(gone);
            kept.put(run.set(), after);
            left += gone.stream().mapToLong(Backup::bytes).sum() - needed;
        }
        return Optional.empty();
    }

    private static List<Backup> gone(SetCourse set, List<Backup> backups, Instant now) {
        return RotationPlan.of(set.target().rotation(), backups, now).entries().stream()
                .filter(RotationPlan.Entry::remove)
                .map(RotationPlan.Entry::backup)
                .toList();
    }

    /** From one backup to the next, by the last ones; what shrinks is not relied on. */
    private static long growth(SetCourse set) {
        List<Backup> newest = VerifiedBackups.newestFirst(set.found()).stream()
                .limit(VerifiedBackups.USUAL)
                .toList();
        return newest.size() < 2
                ? 0
                : Math.max(
                        0,
                        (newest.get(0).bytes() - newest.get(newest.size() - 1).bytes()) / (newest.size() - 1));
    }

    private static Event event(Instant at, SetCourse set, long needed, long left) {
        return Event.scheduled(
                        at,
                        Event.Kind.SPACE,
                        set.target().set(),
                        "the volume is full at the rate of the last backups: the next one takes about "
                                + Bytes.text(needed) + ", and " + Bytes.text(Math.max(0, left)) + " are free")
                .of(Severity.CRITICAL)
                .bytes(needed);
    }
}
