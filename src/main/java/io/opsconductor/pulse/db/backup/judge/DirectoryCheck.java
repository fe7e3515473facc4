package io.opsconductor.pulse.db.backup.judge;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.DirectoryMode;
import io.opsconductor.pulse.db.backup.file.DirectoryModeStore;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code backup.directory}: whether users who have nothing to do with backups may write where they lie. */
@Singleton
public class DirectoryCheck extends Check.OfflineCheck {
    private static final String ID = "backup.directory";

    private final BackupSets sets;

    DirectoryCheck(BackupSets sets) {
        super("backups", ID);
        this.sets = sets;
    }

    /** A directory that is not there is told by the others. */
    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (BackupTarget target : sets.of(database)) {
            if (target.restorable() && target.directory().isPresent() && !target.isRemote()) {
                try {
                    look(target)
                            .ifPresent(mode -> findings.add(
                                    judge(target.set(), mode, target.seal().isKeyed())));
                } catch (IOException e) {
                    findings.add(Finding.couldNotLook(ID, target.set(), FileFailure.reading(target, e)));
                }
            }
        }
        return findings;
    }

    /** At the set's own one, unless others may put another in its place where the configuration says that it is. */
    private static Optional<DirectoryMode> look(BackupTarget target) throws IOException {
        Optional<DirectoryMode> named =
                DirectoryModeStore.read(target.directory().orElseThrow());
        return named.filter(DirectoryMode::isExchangeable).isPresent() ? named : DirectoryModeStore.read(target.path());
    }

    /** Pure. */
    static Finding judge(String set, DirectoryMode mode, boolean sealed) {
        String target = "not writable for others";
        if (!mode.byGroup() && !mode.byOthers()) {
            return Finding.ok(
                    ID,
                    set,
                    mode.text(),
                    target,
                    "none but its owner " + mode.owner() + ", and groups of ours, may write there, by its mode");
        }
        return Finding.warning(
                        ID,
                        set,
                        (mode.byOthers() ? "every user of the machine" : "group " + mode.group())
                                + " may write into " + mode.path() + ": "
                                + (mode.sticky() ? "add to backups" : "remove backups")
                                + (sealed
                                        ? ""
                                        : ", and put forged ones "
                                                + (mode.sticky() ? "beside them" : "in their place")))
                .measured(mode.text())
                .target(target)
                .cure(Remedy.command("chmod " + (mode.byGroup() ? "g-w" : "")
                        + (mode.byGroup() && mode.byOthers() ? "," : "") + (mode.byOthers() ? "o-w" : "") + " "
                        + ShellWord.of(mode.path().toString())));
    }
}
