package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.wire.PreparedDriver;

/** A pooler's admin console: it speaks the protocol of a server, and nothing can be asked there but what it knows. */
public final class PoolerConsole {
    private PoolerConsole() {}

    /**
     * A new session, given up when the console keeps silent.
     *
     * @throws PulseFailure when the login fails
     */
    public static Connection connect(DatabaseUrl url, String purpose) {
        try {
            return PreparedDriver.ONE.connect(url.jdbcUrl(), LoginProperties.console(url, purpose));
        } catch (SQLException e) {
            throw ConnectionFailure.ofConsole(url, e);
        }
    }

    /** What a problem in that session means to the operator. */
    public static PulseFailure failure(DatabaseUrl url, SQLException problem) {
        return ConnectionFailure.ofConsole(url, problem);
    }
}
