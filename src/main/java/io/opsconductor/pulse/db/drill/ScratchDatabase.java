package io.opsconductor.pulse.db.drill;

import java.time.Duration;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * A database that a backup is restored into, to be dropped: after success, after failure, and when this process is told
 * to stop.
 */
final class ScratchDatabase implements AutoCloseable {
    /** How long the work under way may take to end and clean up; then its database is dropped under its feet. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Database server;
    private final String name;
    private final StopRequest stop;

    private ScratchDatabase(Database server, String name) {
        this.server = server;
        this.name = name;
        this.stop = new StopRequest("drop " + name, LONGEST_STOP, () -> {}, () -> ScratchStore.drop(server, name));
    }

    /**
     * @param server a database of the server to make it on
     * @throws InterruptedException when this process is stopping already
     */
    static ScratchDatabase create(Database server) throws InterruptedException {
        ScratchDatabase scratch = new ScratchDatabase(server, ScratchStore.name(server));
        try {
            StopRequest.check();
            ScratchStore.create(server, scratch.name);
            ScratchStore.attend(scratch.open());
            return scratch;
        } catch (PulseFailure failure) {
            scratch.close();
            throw failure;
        } catch (InterruptedException e) {
            scratch.stop.close();
            throw e;
        }
    }

    Database open() {
        return new Database(server.url().withDatabase(name));
    }

    /** @throws PulseFailure when it cannot be dropped, as on a server that went away */
    @Override
    public void close() {
        try {
            dropThoughInterrupted();
        } catch (PulseFailure failure) {
            throw new PulseFailure(
                    failure.exit(),
                    "the scratch database " + name + " cannot be dropped: " + failure.getMessage(),
                    "the next drill drops it, or: DROP DATABASE " + name + " WITH (FORCE)",
                    failure);
        } finally {
            stop.close();
        }
    }

    /**
     * The driver makes no connection for an interrupted thread. Who stops this process may interrupt late, when the child
     * under way has ended already, and more than once: by the stop request and by the pool that the thread is of.
     */
    private void dropThoughInterrupted() {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    ScratchStore.drop(server, name);
                    return;
                } catch (PulseFailure failure) {
                    if (!Thread.interrupted()) {
                        throw failure;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
