package io.opsconductor.pulse.db.backup.store;

import java.time.Duration;
import java.time.Instant;
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
 * @param noGlobals why the roles and tablespaces are not among the files; empty when they are
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
        Optional<String> noGlobals) {

    /** The manifest's file name in a backup's directory. */
    public static final String FILE = "manifest.json";

    public static final String DUMP = "database.dump";

    /**
     * @param name relative to the backup's directory
     * @param sha256 in hexadecimal
     */
    public record StoredFile(String name, long bytes, String sha256) {}
}
