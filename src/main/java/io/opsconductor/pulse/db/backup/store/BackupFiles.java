package io.opsconductor.pulse.db.backup.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.age.AgeOutput;
import io.opsconductor.pulse.db.backup.age.AgeRecipients;
import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.store.Manifest.Plain;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;

/** The files of a backup that is being taken: as they are, or encrypted before the first byte is on the volume. */
public final class BackupFiles {
    private final Path directory;
    private final Optional<AgeRecipients> recipients;
    private final Map<String, Plain> plain = new HashMap<>();
    private final Map<String, AgeKey> keys = new HashMap<>();

    /** @param recipients empty for files as they are */
    public BackupFiles(Path directory, Optional<AgeRecipients> recipients) {
        this.directory = directory;
        this.recipients = recipients;
    }

    public Path directory() {
        return directory;
    }

    public boolean areEncrypted() {
        return recipients.isPresent();
    }

    /** The recipients' public keys; none where the files are as they are. */
    public List<String> encryptedTo() {
        return recipients.map(AgeRecipients::names).orElse(List.of());
    }

    /** Where the file of that name lies. */
    public Path path(String name) {
        return directory.resolve(Manifest.stored(name, areEncrypted()));
    }

    /** @return how many bytes were written, before they were encrypted */
    public long write(String name, InputStream content) throws IOException {
        Path file = PrivateFiles.createFile(path(name));
        if (recipients.isEmpty()) {
            try (OutputStream out = Files.newOutputStream(file)) {
                return content.transferTo(out);
            }
        }
        try (AgeOutput out = new AgeOutput(file, recipients.get())) {
            content.transferTo(out);
            out.finish();
            keys.put(name, out.key());
            plain.put(file.getFileName().toString(), new Plain(out.bytes(), out.sha256()));
            return out.bytes();
        }
    }

    public void write(String name, byte[] content) throws IOException {
        write(name, new ByteArrayInputStream(content));
    }

    /** One that was written, to be read back from the volume: without any recipient's identity, while this process lives. */
    public Archive archive(String name) {
        return new Archive(path(name), Optional.ofNullable(keys.get(name)));
    }

    /** Those that lie in the directory by now. */
    public List<Path> present() throws IOException {
        return DirectoryEntries.of(directory);
    }

    /** Reads every file for its checksum; in the order of their names. */
    public List<StoredFile> read() throws IOException {
        return StoredFiles.read(directory).stream()
                .map(file -> new StoredFile(
                        file.name(), file.bytes(), file.sha256(), Optional.ofNullable(plain.get(file.name()))))
                .toList();
    }

    /** Reads one of them. */
    StoredFile stored(String name) throws IOException {
        Path file = path(name);
        String stored = file.getFileName().toString();
        return new StoredFile(stored, Files.size(file), Checksum.of(file), Optional.ofNullable(plain.get(stored)));
    }
}
