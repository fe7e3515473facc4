package io.opsconductor.pulse.db.drill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.BackupSettings;
import io.opsconductor.pulse.db.backup.BackupSettings.BackupSet;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what drills wrote beside the backups. Restores nothing itself. */
@ApplicationScoped
public class DrillCheck implements Check {
    private final Backups backups;
    private final BackupSettings settings;

    DrillCheck(Backups backups, BackupSettings settings) {
        this.backups = backups;
        this.settings = settings;
    }

    @Override
    public String area() {
        return "backups";
    }

    @Override
    public List<String> ids() {
        return List.of(DrillJudge.ID);
    }

    @Override
    public boolean needsDatabase() {
        return false;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<Finding> findings = new ArrayList<>();
        OptionalLong bytes = OptionalLong.empty();
        for (String set : backups.sets()) {
            try {
                Optional<DrillResult> last = last(set);
                if (last.isPresent() && bytes.isEmpty()) {
                    bytes = DatabaseSizeCatalog.bytes(database);
                }
                BackupSet promised = settings.byName().get(set);
                findings.add(DrillJudge.judge(set, promised.drillEvery(), promised.rto(), last, bytes, now));
            } catch (PulseFailure failure) {
                findings.add(Finding.unknown(
                        DrillJudge.ID, set, "could not look: " + failure.getMessage(), failure.remedy()));
            }
        }
        return findings;
    }

    /** A result that was copied along with another backup's files says nothing. */
    private Optional<DrillResult> last(String set) {
        return backups.list(Optional.of(set)).stream()
                .flatMap(backup -> DrillRecord.read(backup.path()).stream()
                        .filter(drill -> drill.backup().equals(backup.id())))
                .max(Comparator.comparing(DrillResult::at));
    }
}
