package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Reads a file once from its beginning, for the checksum of each part and, beside it in a thread of its own, that of the whole:
 * reckoning takes longer than sending.
 */
final class PartDigests implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest whole = digest("SHA-256");
    private final MessageDigest part;
    private final ExecutorService beside;
    private final InputStream in;

    /** @param kind none: a part's checksum is empty */
    PartDigests(Path file, CopyTarget.Checksum kind) throws IOException {
        part = kind == CopyTarget.Checksum.NONE ? null : digest(kind == CopyTarget.Checksum.MD5 ? "MD5" : "SHA-256");
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

    /** Of all that was read, in hexadecimal. */
    String whole() {
        return HexFormat.of().formatHex(whole.digest());
    }

    static byte[] of(String algorithm, byte[] content) {
        return digest(algorithm).digest(content);
    }

    static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    @Override
    public void close() throws IOException {
        beside.shutdownNow();
        in.close();
    }
}
