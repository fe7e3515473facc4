package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.archive.ScriptSelection;
import io.opsconductor.pulse.db.backup.archive.ScriptSink;
import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.restore.BackupChoice.Looked;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocRoles;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.Outcome;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the backup that is to be restored. */
@ApplicationScoped
public class Restorables {
    private final BackupSets sets;
    private final OwnRestorables own;
    private final ForeignRestorables foreign;

    public Restorables(BackupSets sets, OwnRestorables own, ForeignRestorables foreign) {
        this.sets = sets;
        this.own = own;
        this.foreign = foreign;
    }

    /**
     * @param set empty for the one with that backup, or with the newest of all
     * @param id the backup's; empty for the newest verified one, or else the last written of those that are whole and do not
     *     say when they were made
     * @throws PulseFailure (usage) when there is no such set, backup or directory; (failed) when it is not verified
     */
    public Restorable find(Optional<String> set, Optional<String> id) throws InterruptedException {
        BackupTarget target = set.isPresent() ? sets.findRestorable(set.get()) : anySet(id);
        if (target.foreign().isPresent()) {
            return foreign.find(target, id);
        }
        return own.find(target, id);
    }

    /**
     * One that lies elsewhere than the others of its set.
     *
     * @param set one that is taken here; its own directory need not be there
     * @param directory the backup's
     * @param place the name of the copy that it was brought from
     * @param took bringing it
     * @throws PulseFailure as {@link #find} does
     */
    public Restorable at(String set, Path directory, String place, Duration took) throws InterruptedException {
        return own.at(sets.findOurs(set), directory, place, took);
    }

    /**
     * Reads a script once more and hands over what was selected.
     *
     * @param sink takes it in the thread that reads; what it throws ends the reading
     * @throws PulseFailure (failed) when it cannot be read to where it has to be
     */
    public void replay(Restorable script, ScriptSelection selection, ScriptSink sink) throws InterruptedException {
        foreign.replay(script, selection, sink);
    }

    /**
     * Reads what was found once more, and then its table of contents. What is not as it was written is remembered as bad.
     *
     * @throws PulseFailure (failed) when a file is not what was written, or cannot be read
     */
    public ArchiveToc intact(Restorable backup) throws InterruptedException {
        return backup.foreign().isPresent() ? foreign.intact(backup) : own.intact(backup);
    }

    /** The roles that have to be there: those of the table of contents, and those that TimescaleDB's jobs run as. */
    public Set<String> roles(Restorable backup, ArchiveToc toc) throws InterruptedException {
        Set<String> roles = new TreeSet<>(TocRoles.of(toc));
        if (backup.script().isPresent()) {
            // They were found when it was read.
            roles.addAll(backup.contents().orElseThrow().roles());
        } else if (backup.timescaleVersion().isPresent()) {
            CopyRows jobs = new CopyRows();
            List<String> command = new ArrayList<>(
                    List.of(backup.programs().pgRestore(), "--file=-", "--data-only", "--table=bgw_job"));
            command.add("--schema=_timescaledb_catalog");
            command.add("--schema=_timescaledb_config");
            String reason;
            try {
                Outcome<?> outcome = backup.archive().restore(command, Map.of(), false, jobs::count);
                reason = outcome.succeeded() ? "" : outcome.reason();
            } catch (IOException e) {
                reason = FileFailure.reason(e);
            }
            if (!reason.isEmpty()) {
                throw PulseFailure.failed(
                        "backup " + backup.backup().id() + " cannot be restored: " + reason,
                        "pulse-db backup verify " + backup.backup().set(),
                        null);
            }
            roles.addAll(jobs.contents().roles());
        }
        return roles;
    }

    private BackupTarget anySet(Optional<String> id) {
        List<BackupTarget> targets =
                sets.all().stream().filter(BackupTarget::restorable).toList();
        if (targets.isEmpty()) {
            throw BackupSets.none();
        }
        return targets.size() == 1
                ? targets.get(0)
                : BackupChoice.among(targets.stream().map(Restorables::looked).toList(), id);
    }

    private static Looked looked(BackupTarget target) {
        try {
            return new Looked(target, BackupListing.files(target), Optional.empty());
        } catch (PulseFailure failure) {
            return new Looked(target, List.of(), Optional.of(failure));
        }
    }
}
