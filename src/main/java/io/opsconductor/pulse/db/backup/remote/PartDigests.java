package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.digest.Sha256;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Reads a file once from its beginning, for the checksum of each part and, beside it in a thread of its own, that of the whole:
 * reckoning takes longer than sending.
 */
final class PartDigests implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest whole = Sha256.large();
    private final MessageDigest part;
    private final ExecutorService beside;
    private final InputStream in;

    /** @param kind none: a part's checksum is empty */
    PartDigests(Path file, CopyTarget.Checksum kind) throws IOException {
        part = digest(kind).orElse(null);
        in = Checksum.open(file);
        beside = Executors.newSingleThreadExecutor(DaemonThreads.named("checksum of " + file.getFileName()));
    }

    /** Of the next bytes; of the last part there may be fewer. */
    byte[] next(long bytes) throws IOException, InterruptedException {
        long left = bytes;
        for (int n = 0; left > 0 && n >= 0; left -= n) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n > 0) {
                update(n);
            }
        }
        return part == null ? new byte[0] : part.digest();
    }

    /** Both of the same bytes: what is read twice may differ. */
    private void update(int length) throws InterruptedException {
        if (part == null) {
            whole.update(buffer, 0, length);
            return;
        }
        Future<?> other = beside.submit(() -> part.update(buffer, 0, length));
        whole.update(buffer, 0, length);
        try {
            other.get();
        } catch (ExecutionException e) {
            throw PulseFailure.unexpected(e.getCause());
        }
    }

    /** The SHA-256 of all that was read; once. */
    byte[] whole() {
        return whole.digest();
    }

    /** As a store is told of it; empty where it is told of none. */
    static byte[] of(CopyTarget.Checksum kind, byte[] content) {
        return digest(kind).map(digest -> digest.digest(content)).orElse(new byte[0]);
    }

    static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private static Optional<MessageDigest> digest(CopyTarget.Checksum kind) {
        return switch (kind) {
            case SHA256 -> Optional.of(Sha256.large());
            case MD5 -> Optional.of(md5());
            case NONE -> Optional.empty();
        };
    }

    /** Java's own: OpenSSL's is as fast. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    @Override
    public void close() throws IOException {
        beside.shutdownNow();
        in.close();
    }
}
