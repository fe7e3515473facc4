package io.opsconductor.pulse.db.drill.load;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Cleans up though the thread is interrupted. The driver makes no connection for an interrupted thread; who stops this
 * process may interrupt late, when the child under way has ended already, and more than once: by the stop request and by
 * the pool that the thread is of.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Once more after each interrupt; the thread is interrupted again afterwards. */
    public static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    work.run();
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
