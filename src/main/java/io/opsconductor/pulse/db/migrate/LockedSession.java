package io.opsconductor.pulse.db.migrate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/** One session under the migration lock: whatever changes the schema or its history works on one, and is alone. */
final class LockedSession {
    private LockedSession() {}

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, InterruptedException;
    }

    /** How others see who is at work: {@code pulse-db migrate host:pid}. */
    static String name(String purpose) {
        return "pulse-db " + purpose + " " + hostName() + ":"
                + ProcessHandle.current().pid();
    }

    /** @throws PulseFailure (not now) when another run keeps the lock, and what the work throws */
    static <T> T with(
            Database database, MigrationSettings settings, String name, MigrationProgress progress, Work<T> work) {
        try (Connection connection = database.connectForScripts(name.substring("pulse-db ".length()))) {
            Pooler.refuse(database, connection);
            MigrationLock.acquire(connection, settings.lockWait(), progress);
            T result = work.on(connection);
            MigrationLock.release(connection);
            return result;
        } catch (SQLException e) {
            throw database.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("stopped while at work", "run it again: it goes on where it was stopped", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
