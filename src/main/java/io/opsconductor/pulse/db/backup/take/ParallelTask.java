package io.opsconductor.pulse.db.backup.take;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Work on a thread of its own, which ends when the one that began it closes it: what it does then is interrupted and waited
 * for.
 *
 * @param <T> its result
 */
final class ParallelTask<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    /** As {@link java.util.concurrent.Callable}, with the failures that there can be. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    ParallelTask(String name, Work<T> work) {
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
    T result() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        }
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
