package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what has to come. Only a test that fails waits it out, so it is long: the machine may have much
 * else to do, and no test may fail because it is slow.
 */
public final class Patience {
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** Waits until the process has ended; fails when it does not. */
    public static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("process %s ends", process.info().commandLine().orElse(""))
                .isTrue();
        return process.exitValue();
    }

    /** What came of it, within the limit. */
    public static <T> T result(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
