package io.opsconductor.pulse.db.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.failure.Backoff;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;

/** Waits for a server that is still starting, is failing over, or has no name in the DNS yet. */
public final class StartingServer {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private static final Duration TELL = Duration.ofSeconds(5);
    /** A login that is under way ends by its own time limit. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** Told every few seconds why the wait goes on. */
    @FunctionalInterface
    public interface Progress {
        void waiting(String why, Duration waited, Duration limit);
    }

    private StartingServer() {}

    /**
     * Returns once a login works.
     *
     * @throws PulseFailure (not now) after {@code limit}, or when this process is told to stop; at once where waiting is
     *     useless, as with a wrong password
     */
    public static void await(Database database, Duration limit, Progress progress) {
        try (StopRequest stop = new StopRequest("wait for the server", LONGEST_STOP)) {
            await(database::probe, limit, progress);
        }
    }

    /** @param probe gives why a login does not work; empty when it does */
    static void await(Supplier<Optional<PulseFailure>> probe, Duration limit, Progress progress) {
        long began = System.nanoTime();
        long told = 0;
        int attempts = 0;
        for (Optional<PulseFailure> why = probe.get(); why.isPresent(); why = probe.get()) {
            PulseFailure failure = why.get();
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (failure.exit() != ExitCode.NOT_NOW) {
                throw failure;
            }
            if (waited.compareTo(limit) >= 0) {
                throw PulseFailure.notNow(
                        failure.getMessage() + "; waited " + waited.toSeconds() + "s", failure.remedy(), failure);
            }
            if (told == 0 || System.nanoTime() - told >= TELL.toNanos()) {
                progress.waiting(failure.getMessage(), waited, limit);
                told = System.nanoTime();
            }
            sleep(BACKOFF.jittered(++attempts), limit.minus(waited));
        }
    }

    private static void sleep(Duration pause, Duration left) {
        try {
            StopRequest.check();
            Thread.sleep(Math.max(1, Math.min(pause.toMillis(), left.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("told to stop while waiting for the server", "run it again", e);
        }
    }
}
