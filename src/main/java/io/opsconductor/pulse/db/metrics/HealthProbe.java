package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Asks the {@code run} of this machine whether it lives. */
public final class HealthProbe {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private HealthProbe() {}

    /**
     * @param path such as {@code /health/live}
     * @throws PulseFailure (usage) when it is configured not to listen, (failed) when it does not answer or is not well
     */
    public static void require(HttpAddress address, String path) {
        if (address.isOff()) {
            throw PulseFailure.usage("pulse.http.port is 0: run does not listen", "set it to a port, such as 8080");
        }
        String url = address.loopback() + path;
        try {
            int status = HttpCall.status(URI.create(url), "", null, LONGEST);
            if (status != 200) {
                throw PulseFailure.failed(url + " answers with status " + status, "read the log of run", null);
            }
        } catch (IOException e) {
            throw PulseFailure.failed(
                    url + " does not answer: " + e.getMessage(), "see whether pulse-db run is running", e);
        }
    }
}
