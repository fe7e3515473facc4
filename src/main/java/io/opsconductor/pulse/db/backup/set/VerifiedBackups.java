package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.opsconductor.pulse.db.check.ClockSkew;

/** What the judges make of a list of backups, in whatever order it comes. */
public final class VerifiedBackups {
    /** So many of the newest ones tell what is usual. */
    public static final int USUAL = 7;

    private VerifiedBackups() {}

    /** Those that count, the newest first. Of copies of one backup, which have one snapshot, only the first by name. */
    public static List<Backup> newestFirst(List<Backup> backups) {
        Set<Instant> seen = new HashSet<>();
        return backups.stream()
                .filter(Backup::verified)
                .sorted(Comparator.comparing(VerifiedBackups::time)
                        .reversed()
                        .thenComparing(Backup::id)
                        .thenComparing(Backup::path))
                .filter(backup -> seen.add(time(backup)))
                .toList();
    }

    /** When what a verified backup holds was read. */
    public static Instant time(Backup verified) {
        return verified.snapshotTime().orElseThrow();
    }

    /** When a verified backup was complete, which is when it began to count. */
    public static Instant complete(Backup verified) {
        return time(verified).plus(verified.took().orElse(Duration.ZERO));
    }

    /** True when a clock was wrong: its age is unknown, and it must not count as the newest. */
    public static boolean isFromTheFuture(Backup backup, Instant now) {
        return backup.snapshotTime()
                .filter(time -> ClockSkew.isFuture(time, now))
                .isPresent();
    }

    /** How long a backup takes until it counts: the median of the newest ones; zero when nothing tells. */
    public static Duration usualDuration(List<Backup> newestFirst) {
        return median(newestFirst, backup -> backup.took().orElse(Duration.ZERO))
                .orElse(Duration.ZERO);
    }

    /** How long pg_dump holds its locks: the median of the newest ones; zero when nothing tells. */
    public static Duration usualDump(List<Backup> newestFirst) {
        return median(newestFirst, backup -> backup.dumped().orElse(Duration.ZERO))
                .orElse(Duration.ZERO);
    }

    /** Of the newest ones; the larger of the middle two. Empty for an empty list. */
    public static <T extends Comparable<T>> Optional<T> median(List<Backup> newestFirst, Function<Backup, T> figure) {
        List<T> figures = newestFirst.stream().limit(USUAL).map(figure).sorted().toList();
        return figures.isEmpty() ? Optional.empty() : Optional.of(figures.get(figures.size() / 2));
    }
}
