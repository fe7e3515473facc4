package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What is left to tell of a backup set: its backups, when they were read again, its drills.
 *
 * @param set its name
 * @param rpo how old the newest verified backup's snapshot may be; empty when not configured
 * @param rto how long a restore may take; empty when not configured
 * @param backups all that are still there, in any order
 * @param drills those recorded beside them and the set's last, each once, oldest first
 * @param nextBackup when the next one is taken; empty when pulse-db does not know
 * @param unseen why the set could not be looked at; empty when it could
 */
public record RecoveryHistory(
        String set,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        List<Backup> backups,
        List<DrillResult> drills,
        Optional<Instant> nextBackup,
        Optional<PulseFailure> unseen) {

    /**
     * A time in which one backup was the newest that counts.
     *
     * @param snapshot what was written after it would have been lost
     * @param from when the backup was complete
     * @param to when the next one was, or the end of the look
     */
    public record Gap(Instant snapshot, Instant from, Instant to) {
        /** How much would have been lost at the end of it. */
        public Duration longest() {
            return Duration.between(snapshot, to);
        }

        /** From when on it was longer than promised; empty when it never was. */
        public Optional<Instant> brokenFrom(Duration rpo) {
            Instant broken = snapshot.plus(rpo);
            return broken.isBefore(to) ? Optional.of(broken.isAfter(from) ? broken : from) : Optional.empty();
        }
    }

    /**
     * Oldest first, by the verified backups that are still there: what rotation removed is not known any more, so of long ago
     * they may seem longer than they were.
     *
     * @param until where the last one ends, unless its backup is younger
     */
    public List<Gap> gaps(Instant until) {
        List<Backup> oldestFirst = VerifiedBackups.newestFirst(backups).stream()
                .filter(backup -> !VerifiedBackups.complete(backup).isAfter(until))
                .sorted(Comparator.comparing(VerifiedBackups::time))
                .toList();
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            Backup backup = oldestFirst.get(i);
            Instant to = i + 1 < oldestFirst.size() ? VerifiedBackups.complete(oldestFirst.get(i + 1)) : until;
            if (to.isAfter(VerifiedBackups.complete(backup))) {
                gaps.add(new Gap(VerifiedBackups.time(backup), VerifiedBackups.complete(backup), to));
            }
        }
        return List.copyOf(gaps);
    }
}
