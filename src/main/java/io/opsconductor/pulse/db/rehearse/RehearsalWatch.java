package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.run.StatementWatch;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * Looks after each statement of a run at what its session holds, from a second one; and, where a statement commits by itself,
 * every {@value #EVERY} ms meanwhile. What looking costs is not counted. Ends a run that takes too long.
 */
final class RehearsalWatch implements StatementWatch, AutoCloseable {
    private static final int EVERY = 20;

    private final ObserverStore observer;
    private final ObserverStore sampler;
    private final Optional<Duration> limit;
    private final Relations existing;
    private final List<RehearsedFile> files = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Relations before;
    private volatile int backend;
    private Runnable cancel = () -> {};
    private volatile FileWatch current;
    private volatile SqlStatement under;
    private volatile long looking;
    private long begun;
    private long sent;

    /** When the first file began; before that nothing is to be ended. */
    private volatile Optional<Long> start = Optional.empty();

    private long wal;
    private volatile Optional<String> stopped = Optional.empty();

    /** @param limit for all files together; empty for none */
    RehearsalWatch(Database reader, Optional<Duration> limit) {
        this.observer = new ObserverStore(reader);
        this.sampler = new ObserverStore(reader);
        this.limit = limit;
        this.existing = observer.relations();
        this.before = existing;
    }

    /** The files that began, in order; of a file that was tried again the last try. */
    List<RehearsedFile> files() {
        return List.copyOf(files);
    }

    /** What the run waited for when it was ended, because it took longer than the limit; empty when it was not. */
    Optional<String> stopped() {
        return stopped;
    }

    /** True once a file has begun: what fails from then on, files fail of. */
    boolean began() {
        return current != null || !files.isEmpty();
    }

    ObserverStore.Server server() {
        return observer.server();
    }

    /** Time without what looking took. */
    private long now() {
        return System.nanoTime() - looking;
    }

    @Override
    public boolean looks() {
        return true;
    }

    @Override
    public void session(int pid, Runnable canceling) {
        backend = pid;
        cancel = canceling;
        Thread thread = new Thread(this::watch, "rehearsal watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void begun(MigrationFile file, boolean outsideTransaction) {
        long from = System.nanoTime();
        wal = observer.place(backend).wal();
        current = new FileWatch(file, outsideTransaction, existing, wal);
        looking += System.nanoTime() - from;
        start = start.or(() -> Optional.of(from));
        begun = now();
    }

    @Override
    public void sending(SqlStatement statement) {
        sent = now();
        under = statement;
    }

    @Override
    public void done(SqlStatement statement, long rows) {
        under = null;
        long from = System.nanoTime();
        long took = from - looking - sent;
        ObserverStore.Place place = observer.place(backend);
        current.done(statement, took, rows, place.wal() - wal, place.locks());
        wal = place.wal();
        if (!current.outside()) {
            current.seen(observer.locks(backend), statement, sent - begun, from - looking - begun);
        }
        looking += System.nanoTime() - from;
    }

    @Override
    public void committed(MigrationFile file) {
        ended(true);
    }

    /** The run has failed: what was seen of the file under way counts too. */
    void failed() {
        if (current != null) {
            ended(false);
        }
    }

    private void ended(boolean committed) {
        long from = System.nanoTime();
        under = null;
        Relations after = observer.relations();
        files.add(current.ended(
                committed, from - looking - begun, observer.place(backend).wal(), before, after));
        before = after;
        current = null;
        looking += System.nanoTime() - from;
    }

    private boolean isOver() {
        Optional<Long> since = start;
        return limit.isPresent()
                && since.isPresent()
                && System.nanoTime() - since.get() > limit.get().toNanos();
    }

    private void watch() {
        try {
            while (!closed.await(EVERY, TimeUnit.MILLISECONDS)) {
                FileWatch file = current;
                SqlStatement statement = under;
                if (isOver()) {
                    if (stopped.isEmpty()) {
                        stopped = Optional.of(sampler.waiting(backend).orElse("nothing"));
                    }
                    cancel.run();
                } else if (file != null && statement != null && file.outside()) {
                    file.seen(sampler.locks(backend), statement, sent - begun, now() - begun);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PulseFailure lost) {
            // The server ends sessions while the run is ended: what could be seen has been.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        observer.close();
        sampler.close();
    }
}
