package io.opsconductor.pulse.db.backup.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.Contents;

/**
 * What a backup says about itself, written beside the dump when it has been verified.
 *
 * @param set the backup set it was taken for
 * @param source the database it was taken from
 * @param pgDumpVersion of the programs that wrote and read it
 * @param files every file but the manifest itself
 * @param rows by table, schema-qualified and quoted as in SQL, counted in the archive itself; chunks are tables
 * @param contents what else is in the archive; empty in manifests of a pulse-db that did not look
 * @param took dump and verification together
 * @param dumped of that, until pg_dump had ended and given back its locks, counted from the snapshot; empty in manifests
 *     of a pulse-db that did not look
 * @param verifiedAt when it had been read to the end without an error
 * @param changed the newest change of the files that were read then, as the file system keeps it; empty where it does not, and in
 *     manifests of a pulse-db that did not look
 * @param noGlobals why the roles and tablespaces are not among the files; empty when they are
 * @param encryptedTo the public keys of those who can read its files; none when they are not encrypted. Of an encrypted
 *     backup {@code rows}, {@code contents} and the source's powerful roles are empty until {@link EncryptedContents} is opened
 */
public record Manifest(
        String set,
        Source source,
        String pgDumpVersion,
        List<StoredFile> files,
        Map<String, Long> rows,
        Optional<Contents> contents,
        Duration took,
        Optional<Duration> dumped,
        Instant verifiedAt,
        Optional<Instant> changed,
        Optional<String> noGlobals,
        List<String> encryptedTo) {

    /** The manifest's file name in a backup's directory. */
    public static final String FILE = "manifest.json";

    public static final String DUMP = "database.dump";

    private static final String ENCRYPTED = ".age";

    /** The name by which a file of a backup is stored. */
    static String stored(String name, boolean encrypted) {
        return encrypted ? name + ENCRYPTED : name;
    }

    Manifest with(StoredFile file) {
        List<StoredFile> all = new ArrayList<>(files);
        all.add(file);
        return with(List.copyOf(all), changed);
    }

    /** @param time the newest change of the files that were read, as the file system keeps it; empty where it does not */
    public Manifest changed(Optional<Instant> time) {
        return with(files, time);
    }

    private Manifest with(List<StoredFile> all, Optional<Instant> time) {
        return new Manifest(
                set,
                source,
                pgDumpVersion,
                all,
                rows,
                contents,
                took,
                dumped,
                verifiedAt,
                time,
                noGlobals,
                encryptedTo);
    }

    /** Why it is no backup of that set's; empty when it is one. */
    public Optional<String> foreign(String wanted) {
        return set.equals(wanted) ? Optional.empty() : Optional.of("it was taken for the set " + set);
    }

    /** Where a file of the backup lies. */
    public Path path(Path backup, String name) {
        return backup.resolve(stored(name, isEncrypted()));
    }

    public boolean isEncrypted() {
        return !encryptedTo.isEmpty();
    }

    /**
     * @param name relative to the backup's directory
     * @param sha256 in hexadecimal
     * @param plain what was encrypted; empty for a file as it is
     */
    public record StoredFile(String name, long bytes, String sha256, Optional<Plain> plain) {
        public StoredFile(String name, long bytes, String sha256) {
            this(name, bytes, sha256, Optional.empty());
        }
    }

    /**
     * The plain text of an encrypted file, which lies on no disk.
     *
     * @param sha256 in hexadecimal
     */
    public record Plain(long bytes, String sha256) {}
}
