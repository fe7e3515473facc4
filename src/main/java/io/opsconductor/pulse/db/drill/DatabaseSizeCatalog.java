package io.opsconductor.pulse.db.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/** Asks how large a database is. */
public final class DatabaseSizeCatalog {
    private DatabaseSizeCatalog() {}

    /** Empty when it cannot be asked: what depends on it is an estimate, not a promise. */
    public static OptionalLong bytes(Database database) {
        try (Connection connection = database.lease()) {
            return OptionalLong.of(RestoreStore.size(connection));
        } catch (SQLException | PulseFailure e) {
            return OptionalLong.empty();
        }
    }
}
