package io.opsconductor.pulse.db.postgres;

/** Reads whether the sessions with a database are encrypted. */
public final class EncryptionCatalog {
    private EncryptionCatalog() {}

    public static Encryption read(Database database) {
        return database.read(connection -> Encryption.of(database.url(), connection));
    }
}
