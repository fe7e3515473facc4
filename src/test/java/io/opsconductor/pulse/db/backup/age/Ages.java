package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;

/** Identities and encrypted files for tests. */
public final class Ages {
    private Ages() {}

    /**
     * @param recipient its public key
     * @param file holds it as age-keygen writes it
     */
    public record Identity(String recipient, String secret, Path file) {
        public AgeKey key() {
            return AgeKey.identities(file, "identity-file");
        }
    }

    /** One that was made just now. */
    public static Identity identity(Path folder) {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            String recipient = new String(pair.getPublic().getEncoded());
            String secret = new String(pair.getPrivate().getEncoded());
            Path file = Files.createTempFile(
                    folder,
                    "identity",
                    ".txt",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, List.of("# created: now", "# public key: " + recipient, secret));
            return new Identity(recipient, secret, file);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] text(int length) {
        byte[] text = new byte[length];
        new Random(length).nextBytes(text);
        return text;
    }

    static Path encrypted(Path folder, byte[] text, Identity... to) throws IOException {
        Path file = Files.createTempFile(folder, "encrypted", ".age");
        try (AgeOutput out = output(file, to)) {
            out.write(text);
            out.finish();
        }
        return file;
    }

    static AgeOutput output(Path file, Identity... to) throws IOException {
        return new AgeOutput(
                file, AgeRecipients.of(Stream.of(to).map(Identity::recipient).toList(), "encrypt-to"));
    }

    static byte[] read(AgeKey key, Path file) throws IOException {
        try (InputStream in = key.open(file)) {
            return in.readAllBytes();
        }
    }
}
