package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.opsconductor.pulse.db.digest.Sha256;

/** SHA-256, in hexadecimal. */
public final class Checksum {
    private static final int BUFFER = 1 << 20;

    private Checksum() {}

    /**
     * @throws ClosedByInterruptException when the thread was interrupted
     */
    public static String of(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return of(in);
        }
    }

    /** Of all that is left; it stays open. */
    public static String of(InputStream in) throws IOException {
        MessageDigest digest = Sha256.large();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.small().digest(bytes));
    }

    /** Through a channel, where an interrupt ends the reading of a file of many gigabytes at once. */
    public static InputStream open(Path file) throws IOException {
        return Channels.newInputStream(RegularFile.open(file));
    }
}
