package io.opsconductor.pulse.db.migrate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Query;
import io.opsconductor.pulse.db.postgres.SqlFile;

/** One session under the migration lock: whatever changes the schema or its history works on one, and is alone. */
final class LockedSession {
    private LockedSession() {}

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection, Stop stop) throws SQLException, InterruptedException;
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
            boolean direct = Pooler.refuse(database, connection);
            // 0 where there is but one, which could not answer a second session (PGlite).
            int backend = begin(connection, database.url().redacted());
            try (Stop stop = new Stop(connection);
                    SessionWatch watch = direct && backend != 0
                            ? new SessionWatch(database, connection, backend, settings.lostAfter())
                            : null) {
                MigrationLock.acquire(connection, settings.lockWait(), progress);
                T result = stoppable(connection, stop, work);
                MigrationLock.release(connection);
                return result;
            }
        } catch (SQLException e) {
            throw database.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("told to stop while waiting", "run it again: it goes on from there", e);
        }
    }

    /** What fails because this process is being stopped is told as that, and not as what the server says of it. */
    private static <T> T stoppable(Connection connection, Stop stop, Work<T> work)
            throws SQLException, InterruptedException {
        try {
            stop.check();
            return work.on(connection, stop);
        } catch (SQLException e) {
            stop.check();
            throw e;
        }
    }

    /** Makes the server notice a client that the network has cut off; gives the session's pid on the server. */
    private static int begin(Connection connection, String where) throws SQLException {
        return Query.first(connection, SqlFile.read("migrate/begin_session"), row -> {
                    refuse(row.getBoolean("standby"), row.getBoolean("read_only"), where);
                    return row.getInt("backend");
                })
                .orElseThrow();
    }

    private static void refuse(boolean standby, boolean readOnly, String where) {
        if (standby) {
            throw PulseFailure.usage(
                    where + " is a read-only replica: nothing can be changed there",
                    "point DIRECT_DATABASE_URL (or DATABASE_URL) at the primary; with several hosts in the URL,"
                            + " add target_session_attrs=read-write");
        }
        if (readOnly) {
            throw PulseFailure.usage(
                    where + " is read-only for this role: default_transaction_read_only is on",
                    "ALTER ROLE … or ALTER DATABASE … RESET default_transaction_read_only, or use another role");
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
