package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Work that is given a time, and interrupted when it takes longer. */
final class Limited {
    private Limited() {}

    /**
     * @throws TimeoutException after the work was interrupted and has ended
     * @throws InterruptedException likewise
     * @throws IOException as the work does
     */
    static <T> T run(Duration limit, Callable<T> work) throws InterruptedException, TimeoutException, IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, Thread.currentThread().getName() + ", limited");
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PulseFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw PulseFailure.failed("unexpected: " + e.getCause(), "report it", e.getCause());
        } finally {
            thread.interrupt();
            thread.join();
        }
    }
}
