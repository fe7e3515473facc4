package io.opsconductor.pulse.db.failure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own, which ends when the one that began it closes it: what it does then is interrupted and waited
 * for.
 *
 * @param <T> its result
 */
public final class ParallelTask<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    /** As {@link java.util.concurrent.Callable}, with the failures that there can be. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    public ParallelTask(String name, Work<T> work) {
        task = new FutureTask<>(work::run);
        thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the result.
     *
     * @throws InterruptedException when this thread was interrupted
     * @throws PulseFailure as the work did; any other failure of it is passed on, too
     */
    public T result() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * The same, for a time.
     *
     * @throws TimeoutException when it takes longer
     */
    public T result(Duration limit) throws IOException, InterruptedException, TimeoutException {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException problem) throws IOException, InterruptedException {
        if (problem.getCause() instanceof IOException failed) {
            throw failed;
        }
        if (problem.getCause() instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (problem.getCause() instanceof RuntimeException failed) {
            return failed;
        }
        throw (Error) problem.getCause();
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
