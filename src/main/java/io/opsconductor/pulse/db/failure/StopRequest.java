package io.opsconductor.pulse.db.failure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has work end in order when this process is told to stop (SIGTERM): the thread at work is interrupted, and the process
 * stays until the work has been undone or given up. Made by that thread; closing says that the work has ended, after
 * which the thread is not interrupted any more. Its interrupt flag may be left set.
 */
public final class StopRequest implements AutoCloseable {
    /** Whatever the work waits for may miss one push: it is given again until the work has ended. */
    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration longest;
    private final Runnable push;
    private final Runnable lastResort;
    private final Thread onShutdown;

    /** For work that an interrupt wakes whatever it waits for, and that nothing can be done about when it goes on. */
    public StopRequest(String work, Duration longest) {
        this(work, longest, () -> {}, () -> {});
    }

    /**
     * @param work named in thread dumps
     * @param longest how long the process stays for the work; below the grace period of whoever ends it
     * @param push wakes work that an interrupt does not, such as a read from a server; must not fail
     * @param lastResort done when the work has not ended in time; must not fail
     */
    public StopRequest(String work, Duration longest, Runnable push, Runnable lastResort) {
        this.longest = longest;
        this.push = push;
        this.lastResort = lastResort;
        this.onShutdown = new Thread(this::stop, "stop: " + work);
        try {
            Runtime.getRuntime().addShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // This process is stopping already: work that shall not begin asks isUnderWay().
        }
    }

    /**
     * True once this process was told to stop, before any work has been interrupted for it: nothing new shall begin, and
     * what fails from now on may have failed because of it.
     */
    public static boolean isUnderWay() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** @throws InterruptedException when this process was told to stop */
    public static void check() throws InterruptedException {
        if (isUnderWay()) {
            throw new InterruptedException("this process is stopping");
        }
    }

    private void stop() {
        interrupt();
        try {
            for (long waited = 0; waited < longest.toMillis(); waited += AGAIN.toMillis()) {
                push.run();
                if (ended.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            lastResort.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not once the work has ended: the interrupt would strike what its thread does next. */
    private synchronized void interrupt() {
        if (ended.getCount() > 0) {
            worker.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // The hook is at work and has just been told that it may end.
        }
    }
}
