package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be done with backups: the way into this room. */
@ApplicationScoped
public class Backups {
    private static final Comparator<Backup> NEWEST_FIRST = Comparator.comparing(Backup::set)
            .thenComparing(backup -> backup.snapshotTime().orElse(Instant.MIN), Comparator.reverseOrder())
            .thenComparing(Backup::id, Comparator.reverseOrder());

    private final BackupSets sets;
    private final BackupTaker taker;
    private final BackupVerifier verifier;

    Backups(BackupSets sets, BackupTaker taker, BackupVerifier verifier) {
        this.sets = sets;
        this.taker = taker;
        this.verifier = verifier;
    }

    /** The names of the configured sets. */
    public List<String> sets() {
        return sets.all().stream().map(BackupTarget::set).toList();
    }

    /**
     * Dumps the database, reads the dump to its end, and only then lets it pass for a backup.
     *
     * @param database reached directly, not through a pooler
     * @throws PulseFailure (usage) for an unknown set, a directory that cannot be written, a pg_dump that is missing or
     *     older than the server; (not now) when the database is unreachable, another run holds the set's lock, or the
     *     thread was interrupted; (failed) otherwise. No partial backup stays behind.
     */
    public Backup take(Database database, String set, BackupProgress progress) {
        BackupTarget target = sets.find(set);
        Path directory = taker.take(database, target, progress);
        try {
            return BackupStore.backup(target, directory);
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /**
     * The backups of one set or of all, by set, the newest first, those of unknown time last.
     *
     * @throws PulseFailure (usage) for an unknown set and for a directory that is not there or cannot be read
     */
    public List<Backup> list(Optional<String> set) {
        List<BackupTarget> targets = set.map(sets::find).map(List::of).orElseGet(sets::all);
        return targets.stream()
                .flatMap(target -> BackupStore.list(target).stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /**
     * Reads a backup to its end once more.
     *
     * @param backup one of those listed
     * @return why it cannot be counted on; empty when it can
     */
    public Optional<String> verify(Backup backup) {
        try {
            return verifier.doubt(backup);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the verification of backup " + backup.id() + " was interrupted", "", e);
        }
    }
}
