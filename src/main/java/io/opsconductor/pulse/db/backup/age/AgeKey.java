package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Opens encrypted files: the identities of a file, or the key of one file that this process itself has written. */
public final class AgeKey {
    private final List<RecipientStanzaReader> readers;

    private AgeKey(List<RecipientStanzaReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /**
     * The identities of a file as {@code age-keygen} writes it: one in a line, and comments.
     *
     * @param setting where the file was set, for the failure
     * @throws PulseFailure (usage) when others can read it, it cannot be read, or a line is no X25519 identity
     */
    public static AgeKey identities(Path file, String setting) {
        String name = setting + "=" + file;
        List<RecipientStanzaReader> readers = new ArrayList<>();
        List<String> lines = new String(SmallFile.secret(file, name), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                readers.add(identity(line, name, i + 1));
            }
        }
        if (readers.isEmpty()) {
            throw PulseFailure.usage(name + " holds no identity", "make one by age-keygen -o FILE");
        }
        return new AgeKey(readers);
    }

    /** The line is a secret, and so may be what the library says of it. */
    private static RecipientStanzaReader identity(String line, String name, int number) {
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw PulseFailure.usage(
                    name + ": line " + number + " is no X25519 identity of age",
                    "keep there what age-keygen writes, without a passphrase or a plugin");
        }
    }

    /** @param secret of one file; it is copied */
    static AgeKey ofFile(FileKey secret) {
        byte[] copy = secret.getEncoded().clone();
        return new AgeKey(List.of(stanzas -> new FileKey(copy.clone())));
    }

    /**
     * What is in a file. Each piece of 64 KiB is proved before it is handed over, and the end, too: one that was cut is
     * told by the last reading.
     *
     * @throws WrongKeyException when it is encrypted to others
     * @throws AgeFormatException also while it is read, for what is no such file, or is not what was written
     */
    public InputStream open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return new AgeInput(new StandardDecryptingChannelFactory().newDecryptingChannel(channel, readers));
        } catch (UnsupportedRecipientStanzaException e) {
            channel.close();
            throw new WrongKeyException(file);
        } catch (GeneralSecurityException | PayloadException | RuntimeException e) {
            channel.close();
            throw new AgeFormatException(e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "a key";
    }
}
