package io.opsconductor.pulse.db.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The one place where a SHA-256 is made. */
public final class Sha256 {
    /** Null until the native executable has looked for it. */
    private static volatile Optional<DigestLibrary> library;

    private Sha256() {}

    /** For a text or a small file: Java's own, for which nothing is loaded. */
    public static MessageDigest small() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * For what may have gigabytes. GraalVM's community edition decides while the executable is built whether the processor's
     * instructions for SHA are used, and the executable must start where there are none: then Java's own takes four times as
     * long as OpenSSL's, which asks the processor. A JVM asks it too, and keeps its own.
     *
     * @return OpenSSL's in the native executable on a machine that has it, else Java's own
     */
    public static MessageDigest large() {
        // No constant: this class may be initialised while the executable is built.
        if (!"runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return small();
        }
        return library().<MessageDigest>map(LibraryDigest::new).orElseGet(Sha256::small);
    }

    private static Optional<DigestLibrary> library() {
        if (library == null) {
            synchronized (Sha256.class) {
                if (library == null) {
                    library = LibCrypto.load().filter(Sha256::isRight);
                }
            }
        }
        return library;
    }

    /** Whether a library that only has the name we look for reckons as Java does, over more than one block and in pieces. */
    static boolean isRight(DigestLibrary library) {
        byte[] bytes = new byte[200];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        LibraryDigest digest = new LibraryDigest(library);
        digest.update(bytes, 0, 1);
        digest.update(bytes, 1, 130);
        digest.update(bytes, 131, bytes.length - 131);
        return MessageDigest.isEqual(digest.digest(), small().digest(bytes));
    }
}
