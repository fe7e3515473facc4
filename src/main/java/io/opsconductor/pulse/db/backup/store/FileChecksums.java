package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;

/** Whether the files of a backup are still what was written, as far as that shows without reading what they hold. */
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
        // Whoever makes the checksums anew may have put a file there that these recipients cannot open.
        for (StoredFile file : manifest.isEncrypted() ? manifest.files() : List.<StoredFile>of()) {
            int recipients = manifest.encryptedTo().size();
            if (!AgeKey.isFor(recipients, directory.resolve(file.name()))) {
                return Optional.of(file.name() + " is not encrypted to " + recipients + " X25519 recipient"
                        + (recipients == 1 ? "" : "s") + ", as its manifest says");
            }
        }
        return Optional.empty();
    }

    /**
     * The same of what is encrypted in the small files. The dump is left to whoever reads it to its end.
     *
     * @throws IOException also when the key does not fit
     */
    public static Optional<String> plainDifference(Path directory, Manifest manifest, AgeKey key) throws IOException {
        Path dump = manifest.path(directory, Manifest.DUMP);
        for (StoredFile file : manifest.files()) {
            Path path = directory.resolve(file.name());
            if (file.plain().isPresent() && !path.equals(dump)) {
                try (InputStream in = key.open(path)) {
                    if (!Checksum.of(in).equals(file.plain().get().sha256())) {
                        return Optional.of("what is encrypted in " + file.name() + " is not what was written");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
