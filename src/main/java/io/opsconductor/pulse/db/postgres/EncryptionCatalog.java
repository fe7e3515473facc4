package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads whether the sessions with a database are encrypted. */
public final class EncryptionCatalog {
    private EncryptionCatalog() {}

    public static Encryption read(Database database) {
        try (Connection connection = database.lease()) {
            return Encryption.of(database.url(), connection);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
