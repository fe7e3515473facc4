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
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code backup.contents}: whether rows of the database are in no dump, or its roles in no newest one, although every dump is whole. */
@Singleton
public class OmissionCheck extends Check.OfflineCheck {
    private final BackupSets sets;
    private final BackupListing listing;

    public OmissionCheck(BackupSets sets, BackupListing listing) {
        super("backups", OmissionJudge.ID);
        this.sets = sets;
        this.listing = listing;
    }

    /** What copies whole files leaves out nothing: only sets of dumps are judged, another tool's too. */
    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<BackupTarget> dumps =
                sets.of(database).stream().filter(BackupTarget::restorable).toList();
        if (database.isMissing() || dumps.isEmpty()) {
            return List.of();
        }
        List<String> tables = OmissionCatalog.unlogged(database);
        List<UnloggedLeftOut> unlogged = new ArrayList<>();
        List<RolesLeftOut> roles = new ArrayList<>();
        for (BackupTarget target : dumps) {
            List<Backup> good = good(database, target);
            good.stream().findFirst().ifPresent(newest -> {
                Optional<Manifest> said = manifest(target, newest);
                if (!tables.isEmpty()
                        && said.flatMap(manifest -> manifest.source().serverTime())
                                .isPresent()) {
                    unlogged.add(new UnloggedLeftOut(target.set(), newest.id(), tables));
                }
                said.flatMap(Manifest::noGlobals)
                        .ifPresent(reason -> roles.add(new RolesLeftOut(
                                target.set(),
                                newest.id(),
                                reason,
                                withRoles(target, good),
                                OmissionCatalog.unreadableRoles(database))));
            });
        }
        return OmissionJudge.judge(database.name(), OmissionCatalog.members(database), unlogged, roles);
    }

    /** Of ours, the newest first. Other findings tell what cannot be listed. */
    private List<Backup> good(Database database, BackupTarget target) {
        if (!target.ours()) {
            return List.of();
        }
        try {
            return VerifiedBackups.newestFirst(listing.look(database, target).backups());
        } catch (PulseFailure notListed) {
            return List.of();
        }
    }

    private static Optional<String> withRoles(BackupTarget target, List<Backup> newestFirst) {
        return newestFirst.stream()
                .filter(backup -> manifest(target, backup)
                        .filter(said -> said.noGlobals().isEmpty())
                        .isPresent())
                .map(Backup::id)
                .findFirst();
    }

    /** Empty where it cannot be read, which other findings tell. */
    private static Optional<Manifest> manifest(BackupTarget target, Backup backup) {
        try {
            return Optional.of(ManifestJson.read(backup.path(), target.seal()));
        } catch (IOException | ManifestProblem e) {
            return Optional.empty();
        }
    }
}
