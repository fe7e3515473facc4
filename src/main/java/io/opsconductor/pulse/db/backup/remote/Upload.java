package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Sends one object, and asks the store afterwards whether that is what it has. */
final class Upload {
    /** Smaller ones are slow, and S3 takes 10,000 parts at most. */
    private static final long SMALLEST_PART = 16 << 20;

    private static final long MOST_PARTS = 9_000;
    private static final long WHOLE = 1 << 20;

    private final ObjectStore store;
    private final S3Client client;
    private final StoreCalls calls;
    private final CopyTarget target;

    Upload(ObjectStore store, S3Client client, StoreCalls calls) {
        this.store = store;
        this.client = client;
        this.calls = calls;
        target = store.target();
    }

    /** In whole MiB. */
    static long partSize(long bytes) {
        long least = (bytes + MOST_PARTS - 1) / MOST_PARTS;
        return Math.max(SMALLEST_PART, (least + WHOLE - 1) / WHOLE * WHOLE);
    }

    StoredObject send(String key, Path file, String sha256) throws IOException, InterruptedException {
        long bytes = Files.size(file);
        if (bytes > partSize(bytes)) {
            return requireSame(
                    key, bytes, new PartedUpload(client, calls, target, store.key(key)).send(file, bytes, sha256));
        }
        CopyTarget.Checksum kind = target.writing().checksum();
        // What is sent in one piece has one SHA-256.
        boolean same = kind == CopyTarget.Checksum.SHA256;
        try (PartDigests digests = new PartDigests(file, same ? CopyTarget.Checksum.NONE : kind)) {
            byte[] part = digests.next(bytes);
            byte[] whole = digests.whole();
            requireChecksum(file, whole, sha256);
            return send(key, new FileSlice(file, 0, bytes).body(), same ? whole : part, bytes);
        }
    }

    /** What is damaged on the disk is not to be sent elsewhere, least of all over what is not. */
    static void requireChecksum(Path file, byte[] found, String wanted) {
        if (!HexFormat.of().formatHex(found).equals(wanted)) {
            throw PulseFailure.failed(
                    file + " is not what was written: its checksum differs, and it is not copied",
                    "pulse-db backup verify, and take another backup",
                    null);
        }
    }

    StoredObject send(String key, byte[] content) {
        byte[] digest = PartDigests.of(target.writing().checksum(), content);
        return send(key, RequestBody.fromBytes(content), digest, content.length);
    }

    private StoredObject send(String key, RequestBody body, byte[] digest, long bytes) {
        String checksum = PartDigests.base64(digest);
        calls.call("write " + target.url() + key, () -> client.putObject(put(store.key(key), checksum), body));
        return requireSame(
                key,
                bytes,
                target.writing().checksum() == CopyTarget.Checksum.SHA256 ? Optional.of(checksum) : Optional.empty());
    }

    private PutObjectRequest put(String key, String checksum) {
        CopyTarget.Writing writing = target.writing();
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(target.bucket()).key(key);
        switch (writing.checksum()) {
            case SHA256 -> request.checksumSHA256(checksum);
            case MD5 -> request.contentMD5(checksum);
            case NONE -> {}
        }
        writing.storageClass().ifPresent(request::storageClass);
        writing.sse().ifPresent(request::serverSideEncryption);
        writing.sseKey().ifPresent(request::ssekmsKeyId);
        lock(writing).ifPresent(mode -> request.objectLockMode(mode).objectLockRetainUntilDate(lockedUntil(writing)));
        return request.build();
    }

    static Optional<ObjectLockMode> lock(CopyTarget.Writing writing) {
        return writing.lock() == CopyTarget.Lock.NONE
                ? Optional.empty()
                : Optional.of(ObjectLockMode.valueOf(writing.lock().name()));
    }

    static Instant lockedUntil(CopyTarget.Writing writing) {
        return Instant.now().plus(writing.lockFor().orElseThrow());
    }

    /** Not every store tells a checksum; those that do not have compared what arrived with the one that was signed. */
    private StoredObject requireSame(String key, long bytes, Optional<String> sha256) {
        StoredObject stored = store.head(key, target.writing().checksum() == CopyTarget.Checksum.SHA256)
                .orElseThrow(() -> PulseFailure.failed(
                        target.url() + key + " is not there, though the store took it",
                        "pulse-db backup copy --init " + target.set() + " tries what the store does",
                        null));
        boolean other = stored.bytes() != bytes
                || sha256.isPresent()
                        && stored.sha256()
                                .filter(found -> !found.equals(sha256.get()))
                                .isPresent();
        if (other) {
            throw PulseFailure.failed(
                    target.url() + key + " is not what was sent: the store tells "
                            + (stored.bytes() != bytes
                                    ? stored.bytes() + " bytes instead of " + bytes
                                    : "another checksum"),
                    "find out whether something else writes there; remove it, then pulse-db backup copy "
                            + target.set(),
                    null);
        }
        return stored;
    }
}
