package io.opsconductor.pulse.db.drill;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * A database that a backup is restored into, to be dropped: after success, after failure, and when this process is told
 * to stop.
 */
final class ScratchDatabase implements AutoCloseable {
    /** How long the work under way may take to end and clean up; then its database is dropped under its feet. */
    private static final long SECONDS_TO_STOP = 10;

    private final Database server;
    private final String name;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Thread onShutdown;

    private ScratchDatabase(Database server, String name) {
        this.server = server;
        this.name = name;
        Thread worker = Thread.currentThread();
        this.onShutdown = new Thread(() -> stop(worker), "drop " + name);
    }

    /**
     * @param server a database of the server to make it on
     * @throws InterruptedException when this process is stopping already
     */
    static ScratchDatabase create(Database server) throws InterruptedException {
        ScratchDatabase scratch = new ScratchDatabase(server, ScratchStore.name(server));
        try {
            Runtime.getRuntime().addShutdownHook(scratch.onShutdown);
        } catch (IllegalStateException e) {
            throw new InterruptedException("this process is stopping");
        }
        try {
            ScratchStore.create(server, scratch.name);
            ScratchStore.attend(scratch.open());
            return scratch;
        } catch (PulseFailure failure) {
            scratch.close();
            throw failure;
        }
    }

    Database open() {
        return new Database(server.url().withDatabase(name));
    }

    /** @throws PulseFailure when it cannot be dropped, as on a server that went away */
    @Override
    public void close() {
        try {
            ScratchStore.drop(server, name);
        } catch (PulseFailure failure) {
            throw new PulseFailure(
                    failure.exit(),
                    "the scratch database " + name + " cannot be dropped: " + failure.getMessage(),
                    "the next drill drops it, or: DROP DATABASE " + name + " WITH (FORCE)",
                    failure);
        } finally {
            gone.countDown();
            forget();
        }
    }

    /** Runs while this process stops. */
    private void stop(Thread worker) {
        worker.interrupt();
        try {
            if (!gone.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                ScratchStore.drop(server, name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // This process is stopping already, and the hook waits for what has just been done.
        }
    }
}
