package io.opsconductor.pulse.db.cli.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.metrics.Health;
import io.opsconductor.pulse.db.metrics.HttpAddress;
import io.opsconductor.pulse.db.metrics.HttpListener;
import io.opsconductor.pulse.db.metrics.HttpListener.Answer;
import io.opsconductor.pulse.db.metrics.HttpSettings;
import io.opsconductor.pulse.db.metrics.Measurements;
import io.opsconductor.pulse.db.schedule.LongRun;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What {@code run} shows over HTTP: the series of the last checkup that was completed, and its own health. */
@Singleton
class RunEndpoints implements AutoCloseable {
    private final HttpSettings settings;
    private final LongRun longRun;
    private final String version;
    private Optional<HttpListener> listener = Optional.empty();
    private volatile Measurements last;

    RunEndpoints(
            HttpSettings settings,
            LongRun longRun,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        this.longRun = longRun;
        this.version = version;
        this.last = new Measurements(Instant.now(), Measurements.before(version));
    }

    /** @param database what the main one is called */
    void checked(CheckupResult result, String database) {
        last = Measurements.of(result, database, version);
    }

    /**
     * From now on; nowhere where the port is 0.
     *
     * @throws io.opsconductor.pulse.db.failure.PulseFailure (usage) when the port is taken
     */
    RunEndpoints open() {
        HttpAddress address = HttpAddress.of(settings.host(), settings.port());
        if (!address.isOff()) {
            listener = Optional.of(HttpListener.open(address)
                    .at(() -> Answer.metrics(metrics(Instant.now())), "/metrics")
                    .at(() -> live().answer(), "/health/live", "/livez", "/q/health/live")
                    .at(() -> started().answer(), "/health/started", "/startedz", "/q/health/started")
                    .at(() -> ready(Instant.now()).answer(), "/health/ready", "/readyz", "/q/health/ready"));
        }
        return this;
    }

    /** Where it listens, for people; empty where it does not. */
    Optional<String> where() {
        return listener.map(open -> settings.host() + ":" + settings.port());
    }

    @Override
    public void close() {
        listener.ifPresent(HttpListener::close);
    }

    private String metrics(Instant now) {
        return Measurements.text(Stream.of(last.asOf(now), longRun.samples(now))
                .flatMap(List::stream)
                .toList());
    }

    private Health live() {
        return new Health("scheduler", longRun.isAlive(), Map.of());
    }

    private Health started() {
        return new Health("start", longRun.isStarted(), Map.of());
    }

    private Health ready(Instant now) {
        return new Health(
                "check",
                longRun.isReady(now),
                longRun.lastCheck()
                        .map(at -> Map.of("lastCheck", at.toString()))
                        .orElse(Map.of()));
    }
}
