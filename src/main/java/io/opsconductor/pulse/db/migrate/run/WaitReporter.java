package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * Says whom a statement waits for that runs outside a transaction, as CREATE INDEX CONCURRENTLY does for every transaction
 * that is older than it. By a second session; where there can be none, nothing is said.
 */
final class WaitReporter {
    private static final long FIRST_LOOK_MILLIS = 500;
    private static final long EVERY_MILLIS = 5_000;
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Optional<Database> server;
    private final int backend;
    private final MigrationProgress progress;

    /**
     * @param server the one that the watched session is on; empty where a second session cannot be had
     * @param backend the watched session's process id on the server
     */
    WaitReporter(Optional<Database> server, int backend, MigrationProgress progress) {
        this.server = server;
        this.backend = backend;
        this.progress = progress;
    }

    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Tells the oldest transaction first, and then from time to time who holds the work up. */
    void around(String script, Work work) throws SQLException {
        if (server.isEmpty()) {
            work.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> watch(script, done), "wait reporter");
        thread.setDaemon(true);
        try (Connection second = second().orElse(null)) {
            if (second != null) {
                OpenTransactionCatalog.oldest(second, backend)
                        .ifPresent(oldest -> progress.oldest(script, oldest.text()));
            }
        }
        thread.start();
        try {
            work.run();
        } finally {
            done.countDown();
        }
    }

    private void watch(String script, CountDownLatch done) {
        String told = "";
        try {
            long pause = FIRST_LOOK_MILLIS;
            while (!done.await(pause, TimeUnit.MILLISECONDS)) {
                String now = blocking();
                if (!now.isEmpty() && (!now.equals(told) || pause == EVERY_MILLIS) && done.getCount() > 0) {
                    progress.heldUp(script, now);
                }
                told = now;
                pause = EVERY_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String blocking() {
        try (Connection second = second().orElse(null)) {
            return second == null
                    ? ""
                    : OpenTransactionCatalog.blocking(second, backend)
                            .map(OpenTransaction::text)
                            .orElse("");
        } catch (SQLException e) {
            return "";
        }
    }

    /** Empty when the server has no place for another: what could not be told is no reason to fail. */
    private Optional<Connection> second() {
        try {
            return Optional.of(server.orElseThrow().connectToLook("watch", SILENCE));
        } catch (PulseFailure e) {
            return Optional.empty();
        }
    }
}
