package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * Ends a wait for an answer that cannot come any more. A statement may rightly take hours, so no timeout can tell a slow
 * one from a network that swallows everything; a second session, opened now and then while the work lasts, can.
 */
final class SessionWatch implements AutoCloseable {
    private enum SessionState {
        ALIVE,
        /** The server answers, or the one that took its place, and has no such session any more. */
        GONE,
        /** Another server answers under the same name: what it does not see may live on. */
        ELSEWHERE,
        UNREACHABLE
    }

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /**
     * @param since when the session began: another may get its process id later
     * @param cluster the same on a primary and its standbys; empty where the role may not read it
     */
    private record Identity(int pid, String since, String cluster) {}

    private final Database server;
    private final Connection watched;
    private final Identity identity;
    private final Duration lostAfter;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param watched idle now
     * @param lostAfter how long the server may be out of reach; the first look is taken after a quarter of it
     */
    SessionWatch(Database database, Connection watched, Duration lostAfter) throws SQLException {
        this.server = database.where(watched);
        this.watched = watched;
        this.identity = identity(watched);
        this.lostAfter = lostAfter;
        Thread thread = new Thread(this::watch, "session watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long seen = System.nanoTime();
        boolean gone = false;
        try {
            while (!closed.await(lostAfter.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                SessionState seenAs = look();
                // Requires two readings: the session may have ended normally in between.
                if (seenAs == SessionState.GONE && gone
                        || seenAs == SessionState.UNREACHABLE && System.nanoTime() - seen > lostAfter.toNanos()) {
                    watched.abort(Runnable::run);
                    return;
                }
                gone = seenAs == SessionState.GONE;
                seen = seenAs == SessionState.UNREACHABLE ? seen : System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // It is closed already.
        }
    }

    private SessionState look() {
        // Another server than at the look before is an answer, too: which one it is, is asked below.
        try (Connection second = server.forOneTask().connectToLook("watch", silence())) {
            return look(second);
        } catch (PulseFailure refused) {
            // Any answer will do, such as one about too many connections.
            return refused.exit() == ExitCode.NOT_NOW && !answered(refused)
                    ? SessionState.UNREACHABLE
                    : SessionState.ALIVE;
        } catch (SQLException e) {
            return SessionState.UNREACHABLE;
        }
    }

    private Duration silence() {
        return lostAfter.compareTo(LONGEST_SILENCE) < 0 ? lostAfter : LONGEST_SILENCE;
    }

    private SessionState look(Connection second) throws SQLException {
        if (Query.first(second, SqlFile.read("migrate/session-seen"), row -> true, identity.pid(), identity.since())
                .isPresent()) {
            return SessionState.ALIVE;
        }
        return isItsPrimary(second) ? SessionState.GONE : SessionState.ELSEWHERE;
    }

    /** True on the server that the session is on, and on the one that took its place: of a cluster only one is primary. */
    private boolean isItsPrimary(Connection second) throws SQLException {
        boolean standby = Query.one(second, "SELECT pg_is_in_recovery()", row -> row.getBoolean(1));
        return !standby && cluster(second).equals(identity.cluster());
    }

    private static Identity identity(Connection session) throws SQLException {
        String cluster = cluster(session);
        return Query.one(
                session,
                SqlFile.read("migrate/session-itself"),
                row -> new Identity(row.getInt("pid"), row.getString("since"), cluster));
    }

    private static String cluster(Connection session) throws SQLException {
        try {
            return Query.one(session, SqlFile.read("migrate/cluster"), row -> row.getString(1));
        } catch (SQLException e) {
            if (!SqlState.INSUFFICIENT_PRIVILEGE.equals(SqlState.of(e))) {
                throw e;
            }
            return "";
        }
    }

    private static boolean answered(PulseFailure refused) {
        return refused.getCause() instanceof SQLException answer
                && answer.getSQLState() != null
                && !SqlState.isConnectionLost(answer);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
