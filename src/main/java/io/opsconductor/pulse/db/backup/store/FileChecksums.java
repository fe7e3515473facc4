package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;

/** Whether the files of a backup are still what was written. */
public final class FileChecksums {
    private FileChecksums() {}

    /**
     * Reads every file of the manifest.
     *
     * @return what the first one is that differs; empty when all are as they were
     */
    public static Optional<String> difference(Path directory, Manifest manifest) throws IOException {
        for (StoredFile file : manifest.files()) {
            if (!Checksum.of(directory.resolve(file.name())).equals(file.sha256())) {
                return Optional.of(file.name() + " is not what was written: its checksum differs");
            }
        }
        return Optional.empty();
    }
}
