package io.opsconductor.pulse.db.drill;

import java.time.Duration;

import io.opsconductor.pulse.db.drill.load.Uninterrupted;
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
     * @param name as {@link ScratchStore#name} gives it
     * @throws InterruptedException when this process is stopping already
     */
    static ScratchDatabase create(Database server, String name) throws InterruptedException {
        ScratchDatabase scratch = new ScratchDatabase(server, name);
        try {
            StopRequest.check();
            ScratchStore.create(server, scratch.name);
            ScratchStore.openKeepAliveSession(scratch.open());
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
            Uninterrupted.run(() -> ScratchStore.drop(server, name));
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
}
