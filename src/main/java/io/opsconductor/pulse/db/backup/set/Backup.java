package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One backup as it lies on disk.
 *
 * @param set the backup set it belongs to
 * @param id unique within its set; the name of its directory
 * @param path its directory, absolute; {@link #where()} tells of an object, too
 * @param snapshotTime its recovery point: all that was committed before is in it; empty when nothing trustworthy says so
 * @param bytes what the dump takes up; manifest and marks are not counted
 * @param took dump and verification together; empty when nothing trustworthy says so
 * @param dumped of that, how long after the snapshot pg_dump may have held its locks; all of it where nothing tells
 * @param verifiedAt when it was last read to its end, whatever the result; empty when nothing trustworthy says so
 * @param clockAhead by how much the database's clock was ahead of the clock of the host that took it, negative when it was
 *     behind; zero when nothing tells
 * @param problem why it cannot be counted on; empty when it is verified: read to the end once, and its files are all there
 *     in the size they had then
 * @param lacks the only reason for which it does not count, when nothing bad is known of it
 * @param encryptedTo the public keys of those who can read it; none when it is not encrypted
 * @param how by what it was proved last
 */
public record Backup(
        String set,
        String id,
        Path path,
        Optional<Instant> snapshotTime,
        long bytes,
        Optional<Duration> took,
        Optional<Duration> dumped,
        Optional<Instant> verifiedAt,
        Duration clockAhead,
        Optional<String> problem,
        Lack lacks,
        List<String> encryptedTo,
        Verification.How how) {
    /** One that is not encrypted, or of which it is not known. */
    public Backup(
            String set,
            String id,
            Path path,
            Optional<Instant> snapshotTime,
            long bytes,
            Optional<Duration> took,
            Optional<Duration> dumped,
            Optional<Instant> verifiedAt,
            Duration clockAhead,
            Optional<String> problem,
            Lack lacks) {
        this(
                set,
                id,
                path,
                snapshotTime,
                bytes,
                took,
                dumped,
                verifiedAt,
                clockAhead,
                problem,
                lacks,
                List.of(),
                Verification.How.READ);
    }

    /** Begins the path of what is no file, but an object in a store. */
    static final String STORE = "s3:";

    /** Where it is, for people and programs: a path, or the URL of an object. */
    public String where() {
        return where(path);
    }

    static String where(Path path) {
        return path.startsWith(STORE) ? path.toString().replaceFirst("/", "//") : path.toString();
    }

    /** What a backup lacks of which nothing bad is known. */
    public enum Lack {
        NOTHING,
        /** It was not read to its end yet. */
        PROOF,
        /** It is whole, and does not say when it was made: it can be restored, and is no recovery point. */
        TIME,
        /** A newer pulse-db wrote it, which can tell what it is. */
        READER,
        /** It is another database's, for which it may be a good one. */
        DATABASE
    }

    /** Whether a newer pulse-db is needed to tell what it is. */
    public boolean newer() {
        return lacks == Lack.READER;
    }

    public boolean unread() {
        return lacks == Lack.PROOF;
    }

    /** Whether a restore may be tried: verified, or whole but of unknown time. */
    public boolean whole() {
        return verified() || lacks == Lack.TIME;
    }

    public boolean verified() {
        return problem.isEmpty();
    }
}
