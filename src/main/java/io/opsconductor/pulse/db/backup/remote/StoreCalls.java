package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.s3.AnswerInput;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.Backoff;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks a store again where that may help, and says why it refused where it does not. */
final class StoreCalls {
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

    /** What the store calls it when something was lost on the way, beside statuses from 500 on. */
    private static final Set<String> WORTH_AGAIN =
            Set.of("RequestTimeout", "SlowDown", "BadDigest", "XAmzContentSHA256Mismatch", "OperationAborted");

    private final CopyTarget target;
    private final int attempts;
    private final Optional<Duration> within;
    private final long begun = System.nanoTime();

    /** @param within for all calls together; empty when they may take as long as they need */
    StoreCalls(CopyTarget target, int attempts, Optional<Duration> within) {
        this.target = target;
        this.attempts = attempts;
        this.within = within;
    }

    /** How often something is tried that was lost on the way. */
    int attempts() {
        return attempts;
    }

    /** @throws PulseFailure (failed) when the time for all calls is over */
    void requireTime() {
        if (within.isPresent() && System.nanoTime() - begun > within.get().toNanos()) {
            throw PulseFailure.failed(
                    target.subject() + ": the store had not answered all after "
                            + within.get().toSeconds() + " s",
                    "pulse-db backup list " + (target.others() ? "" : "--copies ") + target.set()
                            + " takes the time that it needs",
                    null);
        }
    }

    /**
     * @param what is done, as in "could not " + what
     * @throws PulseFailure (failed) when the store refuses or cannot be reached, (not now) when the thread was interrupted
     */
    <T> T call(String what, Supplier<T> request) {
        for (int failed = 1; ; failed++) {
            requireTime();
            try {
                return request.get();
            } catch (SdkException e) {
                if (Thread.currentThread().isInterrupted() || e instanceof AbortedException) {
                    throw interrupted(e);
                }
                if (failed >= attempts || !isWorthAgain(e)) {
                    throw StoreFailure.of(target, what, e);
                }
                pause(failed);
            } catch (PulseFailure failure) {
                throw failure;
            } catch (RuntimeException e) {
                // The SDK stumbles over what it did not foresee in an answer, such as a key that cannot be decoded.
                throw StoreFailure.nonsense(target, "it cannot be read when asked to " + what, e);
            }
        }
    }

    static void pause(int failed) {
        try {
            Thread.sleep(PAUSES.jittered(failed).toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static PulseFailure interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return PulseFailure.notNow("the work on an object store was interrupted", "run it again", cause);
    }

    private static boolean isWorthAgain(SdkException problem) {
        if (problem instanceof AwsServiceException answer) {
            // An answer that was cut within its first line has a part of a status.
            return answer.statusCode() < 100
                    || answer.statusCode() >= 500 && answer.statusCode() != 501
                    || answer.statusCode() == 429
                    || WORTH_AGAIN.contains(StoreFailure.code(answer));
        }
        return StoreFailure.cause(problem, IOException.class)
                        .filter(network -> !(network instanceof AnswerInput.TooLarge))
                        .isPresent()
                && StoreFailure.cause(problem, CertificateException.class).isEmpty();
    }
}
