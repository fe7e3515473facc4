package io.opsconductor.pulse.db.digest;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/** Java's SHA-256 behind the functions of a library in C, with what it has reckoned found by the context as there. */
class JavaLibrary implements DigestLibrary {
    private final Map<Integer, MessageDigest> digests = new HashMap<>();

    @Override
    public void init(byte[] context) {
        digests.put(System.identityHashCode(context), Sha256.small());
    }

    @Override
    public void update(byte[] context, byte[] bytes, int offset, int length) {
        digests.get(System.identityHashCode(context)).update(bytes, offset, length);
    }

    @Override
    public void end(byte[] context, byte[] digest) {
        MessageDigest ended = digests.remove(System.identityHashCode(context));
        System.arraycopy(ended.digest(), 0, digest, 0, DIGEST);
    }
}
