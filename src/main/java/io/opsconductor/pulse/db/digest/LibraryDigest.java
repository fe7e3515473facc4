package io.opsconductor.pulse.db.digest;

import java.security.MessageDigest;
import java.util.Objects;

/** A library's SHA-256 as Java knows it. */
final class LibraryDigest extends MessageDigest {
    private final DigestLibrary library;
    private final byte[] context = new byte[DigestLibrary.CONTEXT];

    LibraryDigest(DigestLibrary library) {
        super("SHA-256");
        this.library = library;
        library.init(context);
    }

    @Override
    protected int engineGetDigestLength() {
        return DigestLibrary.DIGEST;
    }

    @Override
    protected void engineUpdate(byte one) {
        engineUpdate(new byte[] {one}, 0, 1);
    }

    /** C does not look where an array ends. */
    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > 0) {
            library.update(context, bytes, offset, length);
        }
    }

    @Override
    protected byte[] engineDigest() {
        byte[] digest = new byte[DigestLibrary.DIGEST];
        library.end(context, digest);
        library.init(context);
        return digest;
    }

    @Override
    protected void engineReset() {
        library.init(context);
    }
}
