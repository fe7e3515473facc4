package io.opsconductor.pulse.db.digest;

/**
 * SHA-256 by a library in C. What it has reckoned so far stands in a context, an array of ours: there is nothing outside the
 * heap that would have to be freed.
 */
interface DigestLibrary {
    /** Bytes of a digest. */
    int DIGEST = 32;

    /** Bytes of a context. SHA256_CTX has 112 in every OpenSSL that has it; there is room for more. */
    int CONTEXT = 256;

    void init(byte[] context);

    /** @param length above 0, and within the array */
    void update(byte[] context, byte[] bytes, int offset, int length);

    /** The context has to be begun anew afterwards. */
    void end(byte[] context, byte[] digest);
}
