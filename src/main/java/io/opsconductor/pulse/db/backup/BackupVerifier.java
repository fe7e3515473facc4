package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Manifest.StoredFile;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Proves a backup once more, by every byte of it. Takes as long as reading it takes. */
@ApplicationScoped
class BackupVerifier {
    private final ClientTools tools;

    BackupVerifier(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * Checksums come first: pg_restore was seen to run for ever on an archive with one bit changed.
     *
     * @return why the backup cannot be counted on; empty when it can
     */
    Optional<String> doubt(Backup backup) throws InterruptedException {
        if (!backup.verified()) {
            return backup.doubt();
        }
        try {
            Manifest manifest =
                    ManifestJson.read(Files.readAllBytes(backup.path().resolve(Manifest.FILE)));
            for (StoredFile file : manifest.files()) {
                if (!Checksum.of(backup.path().resolve(file.name())).equals(file.sha256())) {
                    return Optional.of(file.name() + " is not what was written: its checksum differs");
                }
            }
            return differentRows(backup, manifest);
        } catch (ManifestProblem e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + FileFailure.reason(e));
        }
    }

    private Optional<String> differentRows(Backup backup, Manifest manifest) throws InterruptedException {
        ClientPrograms programs = tools.forServer(ClientPrograms.major(manifest.pgDumpVersion()));
        try {
            Map<String, Long> rows =
                    ArchiveReader.rows(programs, backup.path().resolve(BackupTaker.DUMP), new CopyRows());
            return rows.equals(manifest.rows())
                    ? Optional.empty()
                    : Optional.of("its tables or their numbers of rows are not those of its manifest");
        } catch (PulseFailure failure) {
            return Optional.of(failure.getMessage());
        }
    }
}
