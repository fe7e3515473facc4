package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.backup.remote.CopyListing;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Asks object stores what they hold of each set that is copied. Reads lists and manifests, never a dump. */
@Singleton
public class OffsiteCheck extends Check {
    private final BackupSets sets;

    public OffsiteCheck(BackupSets sets) {
        super("backups", OffsiteJudge.ID);
        this.sets = sets;
    }

    @Override
    public boolean needsDatabase() {
        return false;
    }

    /** A store that cannot be asked is unknown, and hides no other. */
    @Override
    public List<Finding> findings(Database database, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (BackupTarget target :
                sets.of(database).stream().filter(BackupTarget::ours).toList()) {
            for (CopyTarget place : sets.copies(target)) {
                try (ObjectStore store = ObjectStore.glance(place)) {
                    int most = place.rotation().minCopies();
                    findings.add(OffsiteJudge.judge(place, new CopyListing(store, target).newest(most, now), now));
                } catch (PulseFailure failure) {
                    findings.add(Finding.couldNotLook(OffsiteJudge.ID, OffsiteJudge.subject(place), failure));
                }
            }
        }
        return findings;
    }
}
