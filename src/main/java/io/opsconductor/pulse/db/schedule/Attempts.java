package io.opsconductor.pulse.db.schedule;

import java.time.Duration;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.failure.Backoff;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Has work that is to be done at a set time done a little later when it could not begin then: the next time may be hours
 * away, and the recovery point grows old meanwhile.
 */
final class Attempts {
    /** The pause doubles until it is so many times the first. */
    private static final int LONGEST = 16;

    private Attempts() {}

    /**
     * Until it has been done, or failed in a way that another attempt would not change.
     *
     * @param pause before the second attempt
     * @param failed told each failure that is not the last
     * @param waiting told each pause
     * @throws PulseFailure the last failure; also when this thread is interrupted
     */
    static void of(Runnable work, Duration pause, Consumer<PulseFailure> failed, Consumer<Duration> waiting) {
        Backoff backoff = new Backoff(pause, pause.multipliedBy(LONGEST));
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (PulseFailure failure) {
                if (failure.exit() != ExitCode.NOT_NOW || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                failed.accept(failure);
                Duration next = backoff.pause(attempt);
                waiting.accept(next);
                sleep(next, failure);
            }
        }
    }

    private static void sleep(Duration pause, PulseFailure failure) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
