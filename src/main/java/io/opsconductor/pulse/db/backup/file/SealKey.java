package io.opsconductor.pulse.db.backup.file;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * How what lies beside backups is sealed. Without a key the seal is a checksum, which tells a change made by hand from what
 * was written and which whoever can write there can make anew; with one it is an HMAC, and a seal of the other kind does not count.
 */
public final class SealKey {
    /** A checksum will do: the set has no key. */
    public static final SealKey NONE = new SealKey(null);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String KEYED = "hmac-sha256:";
    /** Shorter ones can be guessed. */
    private static final int SHORTEST = 16;

    private final SecretKeySpec key;

    private SealKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * @param setting where it was set, for the failure
     * @throws PulseFailure (usage) when it is too short
     */
    public static SealKey of(String text, String setting) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw PulseFailure.usage(
                    setting + " has " + bytes.length + " characters",
                    "make one of " + SHORTEST + " or more, such as by: openssl rand -base64 32");
        }
        return new SealKey(new SecretKeySpec(bytes, ALGORITHM));
    }

    public boolean isKeyed() {
        return key != null;
    }

    public String seal(byte[] content) {
        return key == null ? Checksum.of(content) : KEYED + HexFormat.of().formatHex(mac().doFinal(content));
    }

    public boolean isOf(String seal, byte[] content) {
        return MessageDigest.isEqual(
                seal.getBytes(StandardCharsets.UTF_8), seal(content).getBytes(StandardCharsets.UTF_8));
    }

    /** What to say of a seal that does not fit; empty for one that was broken. */
    public Optional<String> otherKind(String seal) {
        boolean keyed = seal.startsWith(KEYED);
        if (keyed == isKeyed()) {
            return Optional.empty();
        }
        return Optional.of(
                keyed ? "is sealed with a key, and the set has none" : "is not sealed with the key of the set");
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return isKeyed() ? "a key" : "no key";
    }
}
