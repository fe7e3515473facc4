package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often a set's backups are to be read to their end.
 *
 * @param every how old a verification may be
 * @param most how many of the newest are read: what lies in an object store costs money to read
 * @param schedule when it is checked which of them have become due; empty without a schedule
 */
public record VerificationInterval(Duration every, int most, Optional<BackupSchedule> schedule) {

    /**
     * Those that were not read yet or changed since, and those whose verification would be too old before the next look; the ones longest
     * unread first. A verification from the future tells that a clock was wrong, and counts for none.
     */
    public List<Backup> due(List<Backup> backups, Instant now) {
        return due(backups, now, pause(now));
    }

    /** The longest time from one look to the next; zero without a schedule. */
    public Duration pause(Instant now) {
        return schedule.flatMap(times -> times.longestGap(now)).orElse(Duration.ZERO);
    }

    /** @param pause until the next look, as {@link #pause(Instant)} tells it */
    public List<Backup> due(List<Backup> backups, Instant now, Duration pause) {
        Instant nextLook = now.plus(pause);
        return newest(backups)
                .filter(backup -> backup.how() == Verification.How.OUTDATED
                        || backup.verifiedAt()
                                .map(time ->
                                        time.isAfter(now) || !time.plus(every).isAfter(nextLook))
                                .orElse(true))
                .sorted(Comparator.comparing(
                        (Backup backup) -> backup.verifiedAt().orElse(Instant.MIN)))
                .toList();
    }

    /** One that does not tell its time before it was read may be the newest. */
    private Stream<Backup> newest(List<Backup> backups) {
        return most >= backups.size()
                ? backups.stream()
                : backups.stream()
                        .sorted(Comparator.comparing((Backup backup) ->
                                        backup.snapshotTime().orElse(backup.unread() ? Instant.MAX : Instant.MIN))
                                .thenComparing(Backup::id)
                                .reversed())
                        .limit(most);
    }
}
