package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Query;

/**
 * Ends a wait for an answer that cannot come any more. A statement may rightly take hours, so no timeout can tell a slow
 * one from a network that swallows everything; a second session, opened now and then while the work lasts, can.
 */
final class SessionWatch implements AutoCloseable {
    private static final String ALIVE = "SELECT 1 FROM pg_stat_activity WHERE pid = ?";

    private enum Sight {
        ALIVE,
        /** The server answers, and has no such session any more. */
        GONE,
        UNREACHABLE
    }

    private final Database database;
    private final Connection watched;
    private final int backend;
    private final Duration lostAfter;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param lostAfter how long the server may be out of reach; the first look is taken after a quarter of it */
    SessionWatch(Database database, Connection watched, int backend, Duration lostAfter) {
        this.database = database;
        this.watched = watched;
        this.backend = backend;
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
                Sight sight = look();
                // Twice, for between the server's last word and our reading it the session is gone in all honesty.
                if (sight == Sight.GONE && gone
                        || sight == Sight.UNREACHABLE && System.nanoTime() - seen > lostAfter.toNanos()) {
                    watched.abort(Runnable::run);
                    return;
                }
                gone = sight == Sight.GONE;
                seen = sight == Sight.UNREACHABLE ? seen : System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // It is closed already.
        }
    }

    private Sight look() {
        try (Connection second = database.connect("watch")) {
            second.setNetworkTimeout(Runnable::run, (int) Math.min(lostAfter.toMillis(), 10_000));
            return Query.first(second, ALIVE, row -> true, backend).isPresent() ? Sight.ALIVE : Sight.GONE;
        } catch (PulseFailure refused) {
            // Any answer will do, such as one about too many connections.
            return refused.exit() == ExitCode.NOT_NOW && !answered(refused) ? Sight.UNREACHABLE : Sight.ALIVE;
        } catch (SQLException e) {
            return Sight.UNREACHABLE;
        }
    }

    private static boolean answered(PulseFailure refused) {
        return refused.getCause() instanceof SQLException answer
                && answer.getSQLState() != null
                && !answer.getSQLState().startsWith("08");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
