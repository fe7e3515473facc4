package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.set.CopyTarget;

/** Reads a file once from its beginning, for the checksum of each part and, beside it, that of the whole. */
final class PartDigests implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest whole = digest("SHA-256");
    private final MessageDigest part;
    private final InputStream in;

    /** @param kind none: a part's checksum is empty */
    PartDigests(Path file, CopyTarget.Checksum kind) throws IOException {
        part = kind == CopyTarget.Checksum.NONE ? null : digest(kind == CopyTarget.Checksum.MD5 ? "MD5" : "SHA-256");
        in = Checksum.open(file);
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
                whole.update(buffer, 0, n);
                if (part != null) {
                    part.update(buffer, 0, n);
                }
            }
        }
        return part == null ? new byte[0] : part.digest();
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
        in.close();
    }
}
