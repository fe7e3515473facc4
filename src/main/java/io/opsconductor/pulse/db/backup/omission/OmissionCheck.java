package io.opsconductor.pulse.db.backup.omission;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.omission.OmissionJudge.UnloggedLeftOut;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code backup.contents}: whether rows of the database are in no dump, although every dump is whole. */
@Singleton
public class OmissionCheck extends Check {
    private final BackupSets sets;
    private final BackupListing listing;

    public OmissionCheck(BackupSets sets, BackupListing listing) {
        super("backups", OmissionJudge.ID);
        this.sets = sets;
        this.listing = listing;
    }

    /** As for the files: nothing to say where no database is configured. */
    @Override
    public boolean needsDatabase() {
        return false;
    }

    /** What copies whole files leaves out nothing: only sets of dumps are judged, another tool's too. */
    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<BackupTarget> dumps =
                sets.of(database).stream().filter(BackupTarget::restorable).toList();
        if (database.isMissing() || dumps.isEmpty()) {
            return List.of();
        }
        List<UnloggedLeftOut> unlogged = new ArrayList<>();
        List<String> tables = OmissionCatalog.unlogged(database);
        if (!tables.isEmpty()) {
            dumps.forEach(target -> ofStandby(database, target)
                    .ifPresent(backup -> unlogged.add(new UnloggedLeftOut(target.set(), backup.id(), tables))));
        }
        return OmissionJudge.judge(database.name(), OmissionCatalog.members(database), unlogged);
    }

    /** The set's newest good backup, if it says that it was taken of a standby. Other findings tell what cannot be read. */
    private Optional<Backup> ofStandby(Database database, BackupTarget target) {
        if (!target.ours()) {
            return Optional.empty();
        }
        try {
            return VerifiedBackups.newestFirst(listing.look(database, target).backups()).stream()
                    .findFirst()
                    .filter(newest -> saysStandby(target, newest));
        } catch (PulseFailure notListed) {
            return Optional.empty();
        }
    }

    private static boolean saysStandby(BackupTarget target, Backup backup) {
        try {
            return ManifestJson.read(backup.path(), target.seal())
                    .source()
                    .serverTime()
                    .isPresent();
        } catch (IOException | ManifestProblem e) {
            return false;
        }
    }
}
