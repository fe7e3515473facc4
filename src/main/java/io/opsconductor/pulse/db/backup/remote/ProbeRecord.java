package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What a place for copies was found to be able to do, in the set's directory. */
public final class ProbeRecord {
    /** With the place's name. */
    private static final String FILE = ".copy-%s.json";

    private ProbeRecord() {}

    /**
     * In the place of an older one; not where no backups of the set lie: a volume may not be mounted.
     *
     * @throws PulseFailure (usage) when the directory cannot be written
     */
    public static void write(BackupTarget target, CopyTarget place, StoreAbilities found) {
        if (!Files.exists(target.path().resolve(SetDirectory.MARKER))) {
            return;
        }
        try {
            SealedJson.replace(
                    file(target, place),
                    SealedJson.object()
                            .put("format", 1)
                            .put("demands", found.demands())
                            .put("at", found.at().toString())
                            .put("checksum", found.checksum().name())
                            .put("keeps", found.keeps())
                            .put("locks", found.locks())
                            .put("removes", found.removes())
                            .put("sweeps", found.sweeps()),
                    target.seal());
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    /** Empty when it was never tried, and where nothing that can be believed says so. */
    public static Optional<StoreAbilities> read(BackupTarget target, CopyTarget place) {
        if (target.directory().isEmpty()) {
            return Optional.empty();
        }
        try {
            ObjectNode json = SealedJson.read(file(target, place), target.seal());
            return Optional.of(new StoreAbilities(
                    json.required("demands").asText(),
                    SealedJson.time(json.required("at")),
                    CopyTarget.Checksum.valueOf(json.required("checksum").asText()),
                    json.required("keeps").asBoolean(),
                    json.required("locks").asBoolean(),
                    json.required("removes").asBoolean(),
                    json.path("sweeps").asBoolean(true)));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path file(BackupTarget target, CopyTarget place) {
        return target.path().resolve(FILE.formatted(place.name()));
    }
}
