package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.opsconductor.pulse.db.backup.file.RegularFile;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Opens encrypted files: the identities of a file, or the key of one file that this process itself has written. */
public final class AgeKey {
    /** How the stanza of such a recipient is called in a file's head. */
    private static final String X25519 = "X25519";

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
        FileChannel channel = RegularFile.open(file);
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

    /**
     * Whether one of the identities opens a file. One that is broken is opened by all: it says so when it is read.
     *
     * @param recipients public keys of those who must be able to open it
     * @throws WrongKeyException when one of the identities is that of such a recipient, and does not open it
     */
    public boolean fits(Path file, Collection<String> recipients) throws IOException {
        try (InputStream in = open(file)) {
            return true;
        } catch (AgeFormatException e) {
            return true;
        } catch (WrongKeyException e) {
            if (belongsToOneOf(recipients)) {
                throw e;
            }
            return false;
        }
    }

    /** True when one of the identities is that of one of these public keys. What is no public key is that of none. */
    public boolean belongsToOneOf(Collection<String> recipients) {
        return recipients.stream().anyMatch(this::belongsTo);
    }

    /** What is written for a recipient is read by an identity: no part of the library tells which belong together. */
    private boolean belongsTo(String recipient) {
        try {
            List<RecipientStanza> stanzas = new ArrayList<>();
            X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient)
                    .getRecipientStanzas(new FileKey())
                    .forEach(stanzas::add);
            for (RecipientStanzaReader reader : readers) {
                if (reads(reader, stanzas)) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean reads(RecipientStanzaReader reader, List<RecipientStanza> stanzas)
            throws GeneralSecurityException, IOException {
        try {
            return reader.getFileKey(stanzas) != null;
        } catch (UnsupportedRecipientStanzaException e) {
            return false;
        }
    }

    /**
     * Whether a file is encrypted to so many X25519 recipients and to no others. Whose keys they have does not show.
     *
     * @return false also for what is no encrypted file
     */
    public static boolean isFor(int recipients, Path file) throws IOException {
        List<String> kinds = new ArrayList<>();
        try (InputStream in = new AgeKey(List.of(stanzas -> {
                    stanzas.forEach(stanza -> kinds.add(stanza.getType()));
                    throw new UnsupportedRecipientStanzaException("they were to be counted");
                }))
                .open(file)) {
            return false;
        } catch (WrongKeyException | AgeFormatException e) {
            return kinds.equals(Collections.nCopies(recipients, X25519));
        }
    }

    @Override
    public String toString() {
        return "a key";
    }
}
