package io.opsconductor.pulse.db.backup.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;

/**
 * What rotation does with each backup of a set, and why. The newest verified one is always kept. One that is not verified
 * says that something went wrong: it goes when as many verified ones as the set must have are newer than it, and no rule would
 * keep it if it were verified. For a moment's fault of a disk, a network or a memory leaves the same record as a bad backup. It
 * takes the place of none that is verified; where nothing proves when it was taken and for which set, it stays to be looked at.
 * Another database's stays too, for which it may be the only one. So does one whose snapshot lies in the future, which counts for
 * none: as the newest it would let all that is taken from now on go.
 *
 * @param entries one for each backup, the newest first, those of unknown time last
 */
public record RotationPlan(List<Entry> entries) {

    /**
     * @param remove false to keep it
     * @param reason in a few words
     */
    public record Entry(Backup backup, boolean remove, String reason) {}

    public static RotationPlan of(RotationPolicy policy, List<Backup> backups, Instant now) {
        Predicate<Backup> future = backup -> VerifiedBackups.isFromTheFuture(backup, now);
        List<Backup> verified = VerifiedBackups.newestFirst(
                backups.stream().filter(Predicate.not(future)).toList());
        Map<Instant, String> kept =
                kept(policy, verified.stream().map(VerifiedBackups::time).toList());
        Map<Instant, String> ifGood = kept(policy, dated(backups, future));
        List<Entry> entries = new ArrayList<>();
        for (Backup backup : backups) {
            if (policy.keepsAll()) {
                entries.add(new Entry(backup, false, "no keep-last, -daily, -weekly or -monthly is configured"));
            } else if (future.test(backup)) {
                entries.add(new Entry(backup, false, "its snapshot lies in the future: a clock was wrong; look at it"));
            } else if (backup.verified()) {
                entries.add(verified(backup, verified, kept));
            } else {
                entries.add(unverified(backup, policy, kept.keySet(), ifGood));
            }
        }
        entries.sort(Comparator.comparing(
                        (Entry entry) -> entry.backup().snapshotTime().orElse(Instant.MIN))
                .reversed()
                .thenComparing(entry -> entry.backup().path()));
        return new RotationPlan(List.copyOf(entries));
    }

    /** Of this set, as far as is known, whether they can be read or not; the newest first. */
    private static List<Instant> dated(List<Backup> backups, Predicate<Backup> future) {
        return backups.stream()
                .filter(backup -> backup.snapshotTime().isPresent() && backup.lacks() != Backup.Lack.DATABASE)
                .filter(Predicate.not(future))
                .map(VerifiedBackups::time)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Why each snapshot is kept, the newest first. */
    private static Map<Instant, String> kept(RotationPolicy policy, List<Instant> times) {
        Map<Instant, String> reasons = new LinkedHashMap<>();
        times.stream().limit(1).forEach(time -> reasons.put(time, "the newest verified one"));
        times.stream().limit(policy.last()).forEach(time -> add(reasons, time, "last " + policy.last()));
        claim(reasons, times, policy.daily(), "daily", day -> day.toString());
        claim(reasons, times, policy.weekly(), "weekly", RotationPlan::week);
        claim(reasons, times, policy.monthly(), "monthly", day -> day.toString().substring(0, 7));
        times.stream()
                .filter(time -> !reasons.containsKey(time))
                .limit(Math.max(0, policy.minCopies() - reasons.size()))
                .toList()
                .forEach(time -> add(reasons, time, "min-copies " + policy.minCopies()));
        return reasons;
    }

    /** The newest backup of each of the newest periods that have one. */
    private static void claim(
            Map<Instant, String> reasons,
            List<Instant> newestFirst,
            int periods,
            String name,
            Function<LocalDate, String> period) {
        Set<String> claimed = new HashSet<>();
        for (Instant time : newestFirst) {
            String key = period.apply(LocalDate.ofInstant(time, ZoneOffset.UTC));
            if (claimed.size() < periods && claimed.add(key)) {
                add(reasons, time, name + " " + key);
            }
        }
    }

    private static String week(LocalDate day) {
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static void add(Map<Instant, String> reasons, Instant time, String reason) {
        reasons.merge(time, reason, (before, more) -> before + ", " + more);
    }

    /** A copy goes the way of what it is a copy of. */
    private static Entry verified(Backup backup, List<Backup> originals, Map<Instant, String> kept) {
        Instant time = VerifiedBackups.time(backup);
        String reason = kept.getOrDefault(time, "no rule keeps it");
        String copy = originals.contains(backup) ? "" : "a copy of one with this snapshot: ";
        return new Entry(backup, !kept.containsKey(time), copy + reason);
    }

    /** @param ifGood why each would be kept if all were verified */
    private static Entry unverified(
            Backup backup, RotationPolicy policy, Set<Instant> kept, Map<Instant, String> ifGood) {
        if (backup.lacks() == Backup.Lack.DATABASE) {
            return new Entry(backup, false, "it is another database's: give each database a place of its own");
        }
        if (backup.snapshotTime().isEmpty()) {
            return new Entry(
                    backup,
                    false,
                    "not verified, and nothing proves that it is of this set: look at it, and move it elsewhere");
        }
        Instant time = VerifiedBackups.time(backup);
        int enough = Math.max(1, policy.minCopies());
        long newer = kept.stream().filter(other -> other.isAfter(time)).count();
        if (newer >= enough && ifGood.containsKey(time) && !kept.contains(time)) {
            return new Entry(backup, false, "not verified, and would be kept if it were: " + ifGood.get(time));
        }
        return newer >= enough
                ? new Entry(backup, true, "not verified, and " + newer + " newer verified kept")
                : new Entry(backup, false, "not verified, but only " + newer + " newer verified kept");
    }
}
