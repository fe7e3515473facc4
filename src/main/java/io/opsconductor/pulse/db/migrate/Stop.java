package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.PulseFailure;
import org.postgresql.PGConnection;

/**
 * Ends a session's work in order when this process is told to stop: what the server does for it is cancelled, and the
 * process stays until the work has been rolled back. Without it the server would go on for a client that is gone.
 */
final class Stop implements AutoCloseable {
    /** A cancel request that meets no running statement is lost: it is sent again until the work has ended. */
    private static final Duration AGAIN = Duration.ofMillis(250);

    /** Below Kubernetes' grace period of 60 s, as our manifests set it. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Connection connection;
    private final Thread worker = Thread.currentThread();
    private final Thread onShutdown = new Thread(this::stop, "stop the migration");
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;

    /** For the work of the calling thread on this session. */
    Stop(Connection connection) {
        this.connection = connection;
        try {
            Runtime.getRuntime().addShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // This process is stopping already.
            requested = true;
        }
    }

    boolean isRequested() {
        return requested;
    }

    /** @throws PulseFailure (not now) when nothing new shall begin */
    void check() {
        if (requested) {
            throw PulseFailure.notNow("told to stop", "run it again: it goes on from there", null);
        }
    }

    private void stop() {
        requested = true;
        // Wakes it from pauses; a read from the server is woken by the cancelled statement.
        worker.interrupt();
        try {
            for (long waited = 0; waited < LONGEST.toMillis(); waited += AGAIN.toMillis()) {
                cancel();
                if (ended.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server cannot be reached: there is nothing to cancel, or it notices by itself that nobody is left.
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // The hook is at work and has just been told that it may end.
        }
    }
}
