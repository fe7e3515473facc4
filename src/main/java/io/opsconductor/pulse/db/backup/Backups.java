package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.external.BaseBackup;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.external.ProofStore;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.BackupInUse;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.FailedBackup;
import io.opsconductor.pulse.db.backup.store.RecordFiles;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.backup.take.BackupLog;
import io.opsconductor.pulse.db.backup.take.BackupTaker;
import io.opsconductor.pulse.db.backup.take.BackupVerifier;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be done with backups: the way into this room. */
@ApplicationScoped
@SuppressWarnings("try") // The mark of a reader and the wish to be stopped serve by being open.
public class Backups {
    private static final Comparator<Backup> NEWEST_FIRST = Comparator.comparing(Backup::set)
            .thenComparing(backup -> backup.snapshotTime().orElse(Instant.MIN), Comparator.reverseOrder())
            .thenComparing(Backup::id, Comparator.reverseOrder());

    /** Longer than pg_restore may take to end, shorter than Kubernetes' grace period of 30 s. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final BackupSets sets;
    private final BackupTaker taker;
    private final BackupVerifier verifier;
    private final ForeignVerifier foreignVerifier;
    private final BackupListing listing;

    public Backups(
            BackupSets sets,
            BackupTaker taker,
            BackupVerifier verifier,
            ForeignVerifier foreignVerifier,
            BackupListing listing) {
        this.sets = sets;
        this.taker = taker;
        this.verifier = verifier;
        this.foreignVerifier = foreignVerifier;
        this.listing = listing;
    }

    /** The names of the configured sets whose backups are taken here. */
    public List<String> sets() {
        return sets.all().stream()
                .filter(BackupTarget::ours)
                .map(BackupTarget::set)
                .toList();
    }

    /** How what lies beside the backups of a set is sealed. */
    public SealKey seal(String set) {
        return sets.find(set).seal();
    }

    /**
     * The named set, or all whose backups are taken here.
     *
     * @throws PulseFailure (usage) when no such set is configured: doing nothing would prove nothing
     */
    public List<String> chosen(Optional<String> set) {
        List<String> chosen = set.map(List::of).orElseGet(this::sets);
        if (chosen.isEmpty()) {
            throw BackupSets.none();
        }
        return chosen;
    }

    /** The names of the sets of dumps that are judged beside this database, whoever makes them. */
    public List<String> dumpSets(Database database) {
        return dumpSets(sets.of(database));
    }

    /** The same of every database. */
    public List<String> dumpSets() {
        return dumpSets(sets.all());
    }

    private static List<String> dumpSets(List<BackupTarget> targets) {
        return targets.stream()
                .filter(BackupTarget::restorable)
                .map(BackupTarget::set)
                .toList();
    }

    /** A copy of a server's files, which is restored into no database. */
    public static boolean isBaseBackup(Backup backup) {
        return BaseBackup.isOne(backup.path());
    }

    /** Where the result of the set's last drill is, or of the last one from the copy of that name. */
    public Path lastDrill(String set, Optional<String> copy) {
        BackupTarget target = sets.find(set);
        String file = copy.map(RecordFiles::lastDrillOf).orElse(RecordFiles.LAST_DRILL);
        return target.ours() ? target.path().resolve(file) : ProofStore.drill(target);
    }

    /** Where the result of the set's last rehearsal is. */
    public Path lastRehearsal(String set) {
        BackupTarget target = sets.find(set);
        return target.ours() ? target.path().resolve(RecordFiles.LAST_REHEARSAL) : ProofStore.rehearsal(target);
    }

    /** The names of the configured sets whose dumps another tool makes. */
    public List<String> foreignSets() {
        return sets.all().stream()
                .filter(target -> target.foreign().isPresent())
                .map(BackupTarget::set)
                .toList();
    }

    /**
     * Makes the set's directory where it is new; what is there stays.
     *
     * @throws PulseFailure (usage) for an unknown set and for a directory that cannot be written
     */
    public void init(String set) {
        SetDirectory.init(sets.findOurs(set));
    }

    /**
     * Dumps the database, reads the dump to its end, and only then lets it pass for a backup.
     *
     * @param database reached directly, not through a pooler
     * @throws PulseFailure (usage) for an unknown set, a directory that is not known or cannot be written, a pg_dump that is missing or
     *     older than the server; (not now) when the database is unreachable, another run holds the set's lock, or the
     *     thread was interrupted; (failed) otherwise. No partial backup stays behind.
     */
    public Backup take(Database database, String set, BackupProgress progress) {
        BackupTarget target = sets.findOurs(set);
        requireItsDatabase(target, database.url().database());
        if (sets.taking(target).init()) {
            SetDirectory.init(target);
        }
        Instant start = Instant.now();
        try {
            Path directory = taker.take(database, target, sets.dumpOptions(target), progress);
            Backup backup = BackupStore.backup(target, directory);
            if (!backup.verified()) {
                throw PulseFailure.failed(
                        "backup " + backup.id() + " was taken and kept, but is no recovery point: "
                                + backup.problem().orElse(""),
                        "see what that database lacks; then pulse-db backup take " + set,
                        null);
            }
            BackupLog.taken(database, backup, progress);
            return backup;
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        } catch (PulseFailure failure) {
            FailedBackup.record(target);
            BackupLog.failed(database, set, start, failure);
            throw failure;
        }
    }

    /** What would not count must not push out, by rotation, what does. */
    private static void requireItsDatabase(BackupTarget target, String database) {
        if (DatabaseNames.problem(Set.of(database), target.databases()).isPresent()) {
            throw PulseFailure.usage(
                    "the set " + target.set() + " holds backups of " + String.join(" or ", target.databases())
                            + ", and this is the database " + database,
                    "take it into a set of its own, or set " + target.variable("database") + "=" + database);
        }
    }

    /**
     * The backups of one set or of all, by set, the newest first, those of unknown time last.
     *
     * @throws PulseFailure (usage) when there is no such set or none at all, and for a directory that is not there or cannot
     *     be read
     */
    public List<Backup> list(Optional<String> set) {
        List<BackupTarget> targets = set.map(sets::find).map(List::of).orElseGet(sets::all);
        if (targets.isEmpty()) {
            throw BackupSets.none();
        }
        return targets.stream()
                .flatMap(target -> listing.of(target).stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Those of one set, looked for once in a checkup, in whatever order they come. */
    public List<Backup> list(Database database, String set) {
        return listing.look(database, sets.find(set)).backups();
    }

    /**
     * @param id one backup's, or {@code newest} of each set; empty for all
     * @throws PulseFailure (usage) when there is no such backup, and as {@link #list(Optional)} does
     */
    public List<Backup> list(Optional<String> set, Optional<String> id) {
        List<Backup> all = list(set);
        if (id.isEmpty()) {
            return all;
        }
        Set<String> seen = new HashSet<>();
        List<Backup> found = id.get().equals("newest")
                ? all.stream().filter(backup -> seen.add(backup.set())).toList()
                : all.stream().filter(backup -> backup.id().equals(id.get())).toList();
        if (found.isEmpty()) {
            throw PulseFailure.usage("there is no backup '" + id.get() + "'", "choose from pulse-db backup list");
        }
        return found;
    }

    /** What a backup says of itself; empty for a dump that another tool made, and where that cannot be believed. */
    public Optional<BackupContents> contents(Backup backup) {
        BackupTarget target = sets.find(backup.set());
        return target.ours() ? BackupContents.read(backup, target.seal(), sets.encryption(target)) : Optional.empty();
    }

    /**
     * Of those listed, the ones that have to be read to their end by now, so that no verification gets older than was
     * promised. pgBackRest's are not ours to prove.
     */
    public List<Backup> due(List<Backup> listed, Instant now) {
        return sets.all().stream()
                .filter(target -> target.kind() == BackupKind.DUMP)
                .flatMap(target -> sets
                        .verification(target)
                        .due(
                                listed.stream()
                                        .filter(backup -> backup.set().equals(target.set()))
                                        .toList(),
                                now)
                        .stream())
                .toList();
    }

    /**
     * Reads a backup to its end once more, and records the result beside it.
     *
     * @param backup one of those listed
     * @throws PulseFailure (usage) when it cannot be looked at from here, (not now) when the thread was interrupted or
     *     the backup is being removed: then nothing was found out about it
     */
    public Verification verify(Backup backup, BackupProgress progress) {
        try (StopRequest stop = new StopRequest("verify " + backup.id(), LONGEST_STOP)) {
            return read(backup, progress);
        }
    }

    private Verification read(Backup backup, BackupProgress progress) {
        BackupTarget target = sets.find(backup.set());
        if (target.kind() == BackupKind.PGBACKREST) {
            throw PulseFailure.usage(
                    "pgBackRest proves its backups itself", "pgbackrest --stanza=" + target.stanza() + " verify");
        }
        if (target.foreign().isPresent()) {
            return foreignVerifier.verify(target, backup, Instant.now().truncatedTo(ChronoUnit.MILLIS), progress);
        }
        try (BackupInUse reading = BackupInUse.reading(backup.path())) {
            return verifier.verify(
                    backup,
                    target.seal(),
                    sets.encryption(target),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(
                    "the verification of backup " + backup.id() + " was interrupted", "run it again", e);
        }
    }
}
