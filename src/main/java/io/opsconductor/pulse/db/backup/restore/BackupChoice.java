package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.BackupId;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Chooses which of a set's backups is restored. */
final class BackupChoice {
    private BackupChoice() {}

    /** @param id the backup's; empty for the newest verified one */
    static Backup of(BackupTarget target, List<Backup> backups, Optional<String> id) {
        return id.isPresent() ? named(target, backups, id.get()) : newest(target, backups);
    }

    /** Of what tells no time the name may; who names a backup knows the others. */
    static List<String> passedOver(List<Backup> backups, Backup chosen, Optional<String> id) {
        return backups.stream()
                .filter(backup -> id.isEmpty() && !backup.verified())
                .filter(backup -> backup.snapshotTime()
                        .or(() -> BackupId.time(backup.id()))
                        .map(time -> time.isAfter(chosen.snapshotTime().orElseThrow()))
                        .orElseGet(() -> isWrittenLater(backup, chosen)))
                .sorted(Comparator.comparing(Backup::id).reversed())
                .map(backup -> backup.id() + ": " + backup.doubt().orElse(""))
                .toList();
    }

    /** One from the future only where there is no other. */
    private static Backup newest(BackupTarget target, List<Backup> backups) {
        Instant now = Instant.now();
        return backups.stream()
                .filter(Backup::verified)
                .max(Comparator.comparing((Backup backup) -> !VerifiedBackups.isFromTheFuture(backup, now))
                        .thenComparing(backup -> backup.snapshotTime().orElseThrow())
                        .thenComparing(Backup::id))
                .orElseThrow(() -> PulseFailure.failed(
                        "there is no verified backup of the set " + target.set() + " in " + target.path(),
                        target.foreign().isPresent()
                                ? "pulse-db backup verify --unread " + target.set()
                                : "pulse-db backup take " + target.set(),
                        null));
    }

    private static Backup named(BackupTarget target, List<Backup> backups, String id) {
        Backup found = backups.stream()
                .filter(backup -> backup.id().equals(id))
                .findFirst()
                .orElseThrow(() -> PulseFailure.usage(
                        "the set " + target.set() + " has no backup " + id, "pulse-db backup list " + target.set()));
        found.doubt().ifPresent(doubt -> {
            throw unverified(found, doubt);
        });
        return found;
    }

    static PulseFailure unverified(Backup backup, String doubt) {
        return PulseFailure.failed(
                "backup " + backup.id() + " is not verified: " + doubt,
                "choose another one: pulse-db backup list " + backup.set(),
                null);
    }

    /** A dump that does not tell its time is at least named; a directory of ours without a manifest is not. */
    private static boolean isWrittenLater(Backup backup, Backup chosen) {
        try {
            return !Files.isDirectory(backup.path())
                    && Files.getLastModifiedTime(backup.path()).compareTo(Files.getLastModifiedTime(chosen.path())) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
