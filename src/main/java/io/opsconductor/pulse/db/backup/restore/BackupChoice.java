package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.external.BaseBackup;
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

    /** The sets in whose stead none was named, and what is in each; those that cannot be looked at are told. */
    record Looked(BackupTarget target, List<Backup> backups, Optional<PulseFailure> failure) {}

    /**
     * The set of the newest backup that can be restored, or of the one that was named.
     *
     * @throws PulseFailure (usage) when no set has that backup, or several do; (failed) when there is none to restore
     */
    static BackupTarget among(List<Looked> sets, Optional<String> id) {
        if (id.isPresent()) {
            List<BackupTarget> having = sets.stream()
                    .filter(set -> set.backups().stream()
                            .anyMatch(backup -> backup.id().equals(id.get())))
                    .map(Looked::target)
                    .toList();
            if (having.size() != 1) {
                throw PulseFailure.usage(
                        (having.isEmpty() ? "no set has a backup " : "several sets have a backup ") + id.get(),
                        having.isEmpty() ? "pulse-db backup list" : "name one of the sets " + names(having));
            }
            return having.get(0);
        }
        Backup newest =
                newest(sets.stream().flatMap(set -> set.backups().stream())).orElseThrow(() -> nothing(sets));
        return sets.stream()
                .map(Looked::target)
                .filter(target -> target.set().equals(newest.set()))
                .findFirst()
                .orElseThrow();
    }

    /** A set that cannot be looked at is told where there is no other. */
    private static PulseFailure nothing(List<Looked> sets) {
        List<Looked> seen = sets.stream().filter(set -> set.failure().isEmpty()).toList();
        return seen.isEmpty()
                ? sets.get(0).failure().orElseThrow()
                : PulseFailure.failed(
                        "there is no verified backup in the sets "
                                + names(seen.stream().map(Looked::target).toList()),
                        seen.stream()
                                .map(set -> cure(set.target(), set.backups()))
                                .distinct()
                                .collect(Collectors.joining("; or ")),
                        null);
    }

    private static String names(List<BackupTarget> targets) {
        return targets.stream().map(BackupTarget::set).collect(Collectors.joining(", "));
    }

    /** Of what tells no time the name may; who names a backup knows the others. */
    static List<String> passedOver(List<Backup> backups, Backup chosen, Optional<String> id) {
        return backups.stream()
                .filter(backup -> id.isEmpty() && !backup.verified())
                .filter(backup -> backup.snapshotTime()
                        .or(() -> BackupId.time(backup.id()))
                        .flatMap(time -> chosen.snapshotTime().map(time::isAfter))
                        .orElseGet(() -> isWrittenLater(backup, chosen)))
                .sorted(Comparator.comparing(Backup::id).reversed())
                .map(backup -> backup.id() + ": " + backup.problem().orElse(""))
                .toList();
    }

    private static Backup newest(BackupTarget target, List<Backup> backups) {
        return newest(backups.stream())
                .orElseThrow(() -> PulseFailure.failed(
                        "there is no verified backup of the set " + target.set() + " in " + target.where(),
                        cure(target, backups),
                        null));
    }

    private static Optional<Backup> newest(Stream<Backup> backups) {
        Instant now = Instant.now();
        return backups.filter(Backup::whole)
                .map(backup -> Ranked.of(backup, now))
                .max(Ranked.WORST_FIRST)
                .map(Ranked::backup);
    }

    /**
     * A backup with what it is compared by, looked up once. What no server can load into a database comes first, then what
     * does not tell its time, by when it was written; one from the future is taken only where there is no other.
     */
    private record Ranked(Backup backup, boolean loadable, boolean past, Instant time) {
        static final Comparator<Ranked> WORST_FIRST = Comparator.comparing(Ranked::loadable)
                .thenComparing(ranked -> ranked.backup().verified())
                .thenComparing(Ranked::past)
                .thenComparing(Ranked::time)
                .thenComparing(ranked -> ranked.backup().id());

        static Ranked of(Backup backup, Instant now) {
            return new Ranked(
                    backup,
                    !BaseBackup.isOne(backup.path()),
                    !VerifiedBackups.isFromTheFuture(backup, now),
                    backup.snapshotTime().orElseGet(() -> written(backup)));
        }
    }

    private static Instant written(Backup backup) {
        try {
            return Files.getLastModifiedTime(backup.path()).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    private static String cure(BackupTarget target, List<Backup> backups) {
        if (target.ours()) {
            return "pulse-db backup take " + target.set();
        }
        return backups.stream().anyMatch(Backup::unread)
                ? "pulse-db backup verify --unread " + target.set()
                : "have it dumped again by what makes the dumps; pulse-db backup list " + target.set()
                        + " says what is wrong with each";
    }

    private static Backup named(BackupTarget target, List<Backup> backups, String id) {
        Backup found = backups.stream()
                .filter(backup -> backup.id().equals(id))
                .findFirst()
                .orElseThrow(() -> PulseFailure.usage(
                        "the set " + target.set() + " has no backup " + id, "pulse-db backup list " + target.set()));
        found.problem().filter(problem -> !found.whole()).ifPresent(problem -> {
            throw unverified(found, problem);
        });
        return found;
    }

    static PulseFailure unverified(Backup backup, String problem) {
        return PulseFailure.failed(
                "backup " + backup.id() + " is not verified: " + problem,
                "choose another one: pulse-db backup list " + backup.set(),
                null);
    }

    /** A dump that does not tell its time is at least named; a directory of ours without a manifest is not. */
    private static boolean isWrittenLater(Backup backup, Backup chosen) {
        return !Files.isDirectory(backup.path()) && written(backup).isAfter(written(chosen));
    }
}
