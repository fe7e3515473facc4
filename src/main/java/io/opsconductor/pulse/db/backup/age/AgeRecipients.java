package io.opsconductor.pulse.db.backup.age;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Who can read what is encrypted: each of them alone, by the identity that belongs to the public key. */
public final class AgeRecipients {
    /** How the public key of an X25519 identity begins; a secret key that was set by mistake does not. */
    private static final String BEGINS = "age1";

    /** The header with a stanza of each has to fit into 64 KiB. */
    private static final int MOST = 100;

    private final List<String> names;
    private final List<RecipientStanzaWriter> writers;

    private AgeRecipients(List<String> names, List<RecipientStanzaWriter> writers) {
        this.names = List.copyOf(names);
        this.writers = List.copyOf(writers);
    }

    /**
     * @param names public keys such as {@code age1…}, at least one
     * @param setting where they were set, for the failure
     * @throws PulseFailure (usage) when one of them is no such key, or there are too many
     */
    public static AgeRecipients of(List<String> names, String setting) {
        if (names.size() > MOST) {
            throw PulseFailure.usage(
                    setting + " has " + names.size() + " recipients", "name " + MOST + " at most; one will do");
        }
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            try {
                RecipientStanzaWriter writer =
                        X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(names.get(i));
                // A key to which nothing can be encrypted, such as one of zeros, is told when it is tried.
                writer.getRecipientStanzas(new FileKey());
                writers.add(writer);
            } catch (GeneralSecurityException | RuntimeException e) {
                // What does not begin like a public key may be a secret one, and is not repeated.
                String shown = names.get(i).startsWith(BEGINS) ? ": " + names.get(i) : "";
                throw PulseFailure.usage(
                        setting + ": recipient " + (i + 1) + " is no X25519 public key of age" + shown,
                        "make an identity by age-keygen -o FILE, and set the line age1… that it prints");
            }
        }
        return new AgeRecipients(names, writers);
    }

    /** Their public keys, in the order in which they were set. */
    public List<String> names() {
        return names;
    }

    List<RecipientStanzaWriter> writers() {
        return writers;
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
