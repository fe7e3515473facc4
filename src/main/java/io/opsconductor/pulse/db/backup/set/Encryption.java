package io.opsconductor.pulse.db.backup.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.age.WrongKeyException;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Who can read a set's backups. */
public final class Encryption {
    private static final String IDENTITY_FILE = "identity-file";

    private final BackupTarget target;
    private final List<String> encryptTo;
    private final Optional<Path> identityFile;

    /**
     * @param encryptTo public keys as they are configured; none: what is taken is not encrypted
     * @param identityFile what opens them here; empty where they are opened elsewhere
     */
    Encryption(BackupTarget target, List<String> encryptTo, Optional<Path> identityFile) {
        this.target = target;
        this.encryptTo = encryptTo;
        this.identityFile = identityFile;
    }

    /** Public keys as they are configured; none: what is taken is not encrypted. */
    public List<String> encryptTo() {
        return encryptTo;
    }

    /**
     * The identities that are configured; read anew each time, and kept by no one.
     *
     * @throws PulseFailure (usage) when the file cannot be read, or not only by its owner
     */
    public Optional<AgeKey> key() {
        return identityFile.map(file -> AgeKey.identities(file, target.variable(IDENTITY_FILE)));
    }

    /**
     * The same, if one of them opens that file.
     *
     * @param recipients of the backup, as its manifest has them
     * @param seal with a key the manifest is ours; else the set's recipients are believed as well: whoever can write there may
     *     have put a file of his own and its recipients into both
     * @throws WrongKeyException when the identity of such a recipient is at hand and does not open it
     */
    public Optional<AgeKey> fitting(Path file, List<String> recipients, SealKey seal) throws IOException {
        Optional<AgeKey> identities = key();
        List<String> readers = new ArrayList<>(recipients);
        if (!seal.isKeyed()) {
            readers.addAll(encryptTo);
        }
        return identities.isPresent() && identities.get().fits(file, readers) ? identities : Optional.empty();
    }

    /** What to say of a backup that none of the recipients in {@code encrypt-to} can read, or that is not encrypted at all. */
    public Optional<String> unlike(List<String> recipients) {
        return unlike(encryptTo, recipients);
    }

    /** @param recipients of the backup; none when it is not encrypted */
    public static Optional<String> unlike(List<String> encryptTo, List<String> recipients) {
        if (encryptTo.isEmpty() || !Collections.disjoint(encryptTo, recipients)) {
            return Optional.empty();
        }
        return Optional.of(
                recipients.isEmpty()
                        ? " is not encrypted, though encrypt-to is set"
                        : " can be read by no recipient that encrypt-to names now: it is encrypted to "
                                + String.join(", ", recipients));
    }

    /**
     * The same for what cannot be done without.
     *
     * @param recipients of the backup
     * @throws PulseFailure (usage) also when there are none
     */
    public AgeKey required(String backup, List<String> recipients) {
        return key().orElseThrow(() -> PulseFailure.usage(
                "backup " + backup + " is encrypted, and no identity is configured that opens it",
                "set " + target.variable(IDENTITY_FILE) + " to a file with the identity of "
                        + String.join(" or of ", recipients)));
    }

    /** What to say when the configured ones open another backup, but not this one. */
    public PulseFailure wrongKey(String backup, List<String> recipients) {
        return PulseFailure.usage(
                "backup " + backup + " is encrypted to others than the identities in "
                        + identityFile.map(Path::toString).orElse(""),
                "add to that file the identity of " + String.join(" or of ", recipients));
    }
}
