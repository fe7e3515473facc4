package io.opsconductor.pulse.db.migrate.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import io.opsconductor.pulse.db.migrate.plan.SessionRole;
import io.opsconductor.pulse.db.migrate.plan.SessionRoleCatalog;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.trust.EventTriggers;
import org.postgresql.PGConnection;

/** One session under the migration lock: whatever changes the schema or its history works on one, and is alone. */
public final class LockedSession {
    /** Below Kubernetes' grace period of 60 s, as our manifests set it. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(50);

    private LockedSession() {}

    @FunctionalInterface
    public interface Work<T> {
        T on(Session session) throws SQLException, InterruptedException;
    }

    /** What the work is done on. */
    public static final class Session {
        private final Connection connection;
        private final Database database;
        private final int backend;
        private final MigrationSettings settings;
        private final MigrationProgress progress;
        private final SessionRole role;
        private final SessionSettings.ServerAbilities server;

        private Session(
                Connection connection, Database database, MigrationSettings settings, MigrationProgress progress)
                throws SQLException {
            this.progress = progress;
            this.connection = connection;
            this.database = database;
            this.settings = settings;
            role = SessionRoleCatalog.read(connection);
            server = SessionSettings.abilities(connection);
            backend = begin(connection, server, database);
            // What was said when the session began is no word on what it does.
            connection.clearWarnings();
        }

        /** Finds names in the system's schema only. */
        public Connection connection() {
            return connection;
        }

        /** Asks the server to end the statement under way; does not fail. */
        public void cancel() {
            LockedSession.cancel(connection);
        }

        /** As psql would show it. */
        public SessionRole role() {
            return role;
        }

        public SessionSettings.ServerAbilities server() {
            return server;
        }

        /** Read under the lock: what another run has just written counts. Closed to others before. */
        public HistoryStore history() throws SQLException {
            HistoryStore history = HistoryStore.open(connection, role, settings);
            if (history.open().filter(OpenHistory::isGranted).isPresent()) {
                EventTriggers.refuse(connection);
            }
            Optional<OpenHistory> was = history.close();
            Optional<OpenHistory> still = history.open();
            still.ifPresentOrElse(
                    open -> progress.warned(open.message() + " -> " + open.statements() + " " + open.note()),
                    () -> was.ifPresent(open -> progress.warned(open.closed() + "; " + open.note())));
            return history;
        }

        /**
         * That of a command which makes tables or drops indexes and asks for nothing else that a migration asks for.
         *
         * @throws PulseFailure (usage) when that would run another role's code
         */
        public HistoryStore historyToRepair() throws SQLException {
            EventTriggers.refuse(connection);
            return history();
        }

        /** Its process id on the server; 0 where there is but one, which could not answer a second session (PGlite). */
        public int backend() {
            return backend;
        }

        private boolean hasNeighbours() {
            return backend != 0;
        }

        public WaitReporter waits(MigrationProgress progress) throws SQLException {
            return new WaitReporter(
                    hasNeighbours() ? Optional.of(database.where(connection)) : Optional.empty(), backend, progress);
        }
    }

    /** How others see who is at work: {@code pulse-db migrate host:pid}. */
    public static String name(String purpose) {
        return "pulse-db " + purpose + " " + hostName() + ":"
                + ProcessHandle.current().pid();
    }

    /** @throws PulseFailure (not now) when another run keeps the lock, and what the work throws */
    public static <T> T with(
            Database database, MigrationSettings settings, String name, MigrationProgress progress, Work<T> work) {
        try (Connection connection = database.connectForScripts(name.substring("pulse-db ".length()))) {
            boolean direct = Pooler.refuse(database, connection);
            Session session = new Session(connection, database, settings, progress);
            try (StopRequest stop = new StopRequest(name, LONGEST_STOP, () -> cancel(connection), () -> {});
                    SessionWatch watch = direct && session.hasNeighbours()
                            ? new SessionWatch(database, connection, settings.lostAfter())
                            : null) {
                return alone(session, settings, progress, work);
            }
        } catch (SQLException e) {
            throw database.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(e.getMessage(), "run it again: it goes on from there", e);
        }
    }

    /** What fails because this process is being stopped is told as that, and not as what the server says of it. */
    private static <T> T alone(Session session, MigrationSettings settings, MigrationProgress progress, Work<T> work)
            throws SQLException, InterruptedException {
        String toldToStop = "told to stop while waiting for the migration lock; nothing was done";
        try {
            StopRequest.check();
            MigrationLock.acquire(session.connection(), settings.lockWait(), progress);
            toldToStop = "told to stop";
            return underLock(session, work);
        } catch (SQLException e) {
            if (StopRequest.isUnderWay()) {
                throw new InterruptedException(toldToStop);
            }
            throw e;
        } catch (InterruptedException e) {
            throw new InterruptedException(toldToStop);
        }
    }

    private static <T> T underLock(Session session, Work<T> work) throws SQLException, InterruptedException {
        T result;
        try {
            result = work.on(session);
        } catch (SQLException | InterruptedException | RuntimeException e) {
            // The server notices the end of a session a moment later: until then status would say that it still runs.
            releaseAfter(session.connection(), e);
            throw e;
        } finally {
            hear(session);
        }
        release(session.connection());
        return result;
    }

    /** Of commits that belong to no file: that the record of a repair, say, may not have reached the standby. */
    private static void hear(Session session) throws SQLException {
        if (!session.connection().isClosed()) {
            SharedConnection.told(session.connection(), said -> heard(said, session.progress));
        }
    }

    static void heard(SQLWarning said, MigrationProgress progress) {
        if (ServerContext.isWarning(said)) {
            progress.warned(ServerContext.of(said));
        }
    }

    private static void releaseAfter(Connection connection, Exception failure) {
        try {
            if (!connection.isClosed() && connection.getAutoCommit()) {
                MigrationLock.release(connection);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Lets the next run begin a moment sooner; the end of the session gives the lock back as well. */
    private static void release(Connection connection) throws SQLException {
        try {
            MigrationLock.release(connection);
        } catch (SQLException e) {
            if (!StopRequest.isUnderWay()) {
                throw e;
            }
            // The work is done: that its last word was cancelled changes nothing.
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server cannot be reached: there is nothing to cancel, or it notices by itself that the client is
            // gone.
        }
    }

    /** Gives the session's pid on the server. */
    private static int begin(Connection connection, SessionSettings.ServerAbilities server, Database database)
            throws SQLException {
        Query.first(connection, SessionSettings.forSession(server), row -> true);
        return Query.one(connection, SqlFile.read("migrate/begin-session"), row -> {
            refuse(row.getBoolean("standby"), row.getBoolean("read_only"), database);
            return row.getInt("backend");
        });
    }

    private static void refuse(boolean standby, boolean readOnly, Database database) {
        String where = database.url().redacted();
        if (standby) {
            throw PulseFailure.usage(
                    where + " is a read-only replica: nothing can be changed there",
                    "point DIRECT_DATABASE_URL (or DATABASE_URL) at the primary; with several hosts in the URL,"
                            + " add target_session_attrs=read-write");
        }
        if (readOnly) {
            Optional<ImposedSetting> limit = database.limit(SessionSetting.DEFAULT_TRANSACTION_READ_ONLY);
            throw limit.map(set -> set.refusal(where))
                    .orElseGet(() -> PulseFailure.usage(
                            where + " is read-only for this role: default_transaction_read_only is on",
                            "ALTER ROLE … RESET default_transaction_read_only; or use another role"));
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
