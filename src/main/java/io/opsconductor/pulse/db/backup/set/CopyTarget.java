package io.opsconductor.pulse.db.backup.set;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the backups of a set are copied to, and what the copies were promised.
 *
 * @param set whose backups they are
 * @param name of this place, unique within the set
 * @param bucket of the object store
 * @param prefix before the set's name in every key, without slashes at its ends; may be empty
 * @param rpo how old the snapshot of the newest proved copy may be; empty when neither the copy nor the set has one
 * @param rotation which copies to keep
 * @param others another tool puts dumps there, under names of its own: pulse-db only reads them
 */
public record CopyTarget(
        String set,
        String name,
        String bucket,
        String prefix,
        Access access,
        Writing writing,
        Optional<Duration> rpo,
        RotationPolicy rotation,
        boolean others) {

    /**
     * @param endpoint empty for Amazon's
     * @param region empty where the AWS SDK is to find it
     * @param keys empty where the AWS SDK is to find them
     * @param pathStyle the bucket is named in the path and not in the host's name
     * @param sslRootCert a file with the authorities that the endpoint's certificate may come from; empty for those that
     *     are known to the JDK
     */
    public record Access(
            Optional<URI> endpoint,
            Optional<String> region,
            Optional<Keys> keys,
            boolean pathStyle,
            Optional<Path> sslRootCert) {}

    /** Credentials; as text they are hidden. */
    public record Keys(String access, String secret) {
        @Override
        public String toString() {
            return "(hidden)";
        }
    }

    /**
     * @param configured what the store is told for it to compare; empty for what it was found to know
     * @param lockFor how long an object cannot be removed; present if there is a lock
     * @param parts sent at once
     * @param bandwidth bytes a second; empty for as many as possible
     */
    public record Writing(
            Optional<String> storageClass,
            Optional<Checksum> configured,
            Lock lock,
            Optional<Duration> lockFor,
            Optional<String> sse,
            Optional<String> sseKey,
            int parts,
            OptionalLong bandwidth) {
        public Checksum checksum() {
            return configured.orElse(Checksum.SHA256);
        }

        private Writing with(Checksum known) {
            return new Writing(storageClass, Optional.of(known), lock, lockFor, sse, sseKey, parts, bandwidth);
        }
    }

    /** What the store is told for it to compare what arrives with. */
    public enum Checksum {
        /** {@code x-amz-checksum-sha256}, which the store keeps. */
        SHA256,
        /** {@code Content-MD5}, for stores that do not know the other. */
        MD5,
        NONE
    }

    /** Whether objects can be removed before their time, by S3's Object Lock. */
    public enum Lock {
        NONE,
        /** By those who have a right of their own for it. */
        GOVERNANCE,
        /** By no one. */
        COMPLIANCE
    }

    /** Before each key of this set; of another tool's dumps all that is below the prefix. */
    public String root() {
        return (prefix.isEmpty() ? "" : prefix + "/") + (others ? "" : set + "/");
    }

    /** Begins sentences about it. */
    public String subject() {
        return others ? "the dumps of the set " + set + " at " + name : "the copy " + name + " of the set " + set;
    }

    /** What to do when a failure is over, to follow another remedy; blank where another tool has to do it. */
    public String catchUp() {
        return others ? "" : "; pulse-db backup copy " + set + " sends what is missing";
    }

    /** As people name it. */
    public String url() {
        return "s3://" + bucket + "/" + root();
    }

    /** The same place, whose store knows that kind. */
    public CopyTarget with(Checksum known) {
        return new CopyTarget(set, name, bucket, prefix, access, writing.with(known), rpo, rotation, others);
    }

    /** What decides what a store has to do for it, in words that hold no secret. */
    public String demands() {
        return String.join(
                " ",
                url(),
                "endpoint=" + access.endpoint().map(URI::toString).orElse("") + ",",
                "checksum=" + writing.configured().map(Enum::name).orElse("") + ",",
                "lock=" + writing.lock() + ",",
                "sse=" + writing.sse().orElse("") + ",",
                "storage-class=" + writing.storageClass().orElse(""));
    }

    /** The environment variable that sets one of its keys. */
    public String variable(String key) {
        return ("PULSE_BACKUPS_" + set + "_COPIES_" + name + "_" + key)
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
