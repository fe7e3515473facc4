package io.opsconductor.pulse.db.drill;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupSettings.BackupSet;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what lies in the directories of backup sets, for a picture. */
@ApplicationScoped
public class RecoveryHistories {
    private final Backups backups;
    private final BackupSets sets;
    private final BackupSettings settings;

    public RecoveryHistories(Backups backups, BackupSets sets, BackupSettings settings) {
        this.backups = backups;
        this.sets = sets;
        this.settings = settings;
    }

    /** Of the sets that are judged beside this database, by name; an archived log has no backups to show. */
    public List<RecoveryHistory> of(Database database, Instant now) {
        return sets.of(database).stream()
                .filter(target -> target.kind() != BackupKind.WAL)
                .map(target -> history(database, target, now))
                .toList();
    }

    private RecoveryHistory history(Database database, BackupTarget target, Instant now) {
        try {
            List<Backup> listed = backups.list(database, target.set());
            return history(
                    target,
                    now,
                    listed,
                    target.restorable() ? drills(target.set(), listed) : List.of(),
                    Optional.empty());
        } catch (PulseFailure e) {
            return history(target, now, List.of(), List.of(), Optional.of(e));
        }
    }

    private List<DrillResult> drills(String set, List<Backup> listed) {
        return DrillCheck.all(backups, set, listed, DrillCheck.copies(backups, settings, set))
                .distinct()
                .sorted(Comparator.comparing(DrillResult::at))
                .toList();
    }

    private RecoveryHistory history(
            BackupTarget target,
            Instant now,
            List<Backup> listed,
            List<DrillResult> drills,
            Optional<PulseFailure> unseen) {
        BackupSet promised = settings.byName().get(target.set());
        return new RecoveryHistory(
                target.set(),
                target.rpo(),
                promised.rto(),
                listed,
                drills,
                target.schedule().flatMap(schedule -> schedule.next(now)),
                unseen);
    }
}
