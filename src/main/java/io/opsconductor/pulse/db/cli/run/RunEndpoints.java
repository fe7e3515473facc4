package io.opsconductor.pulse.db.cli.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.cli.check.PageLook;
import io.opsconductor.pulse.db.metrics.Health;
import io.opsconductor.pulse.db.metrics.HostNames;
import io.opsconductor.pulse.db.metrics.HttpAddress;
import io.opsconductor.pulse.db.metrics.HttpListener;
import io.opsconductor.pulse.db.metrics.HttpListener.Answer;
import io.opsconductor.pulse.db.metrics.HttpSettings;
import io.opsconductor.pulse.db.metrics.Measurements;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.html.CheckPage;
import io.opsconductor.pulse.db.report.html.PageFacts;
import io.opsconductor.pulse.db.schedule.LongRun;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What {@code run} shows over HTTP: the page and the series of the last checkup that was completed, and its own health. */
@Singleton
class RunEndpoints implements AutoCloseable {
    private final HttpSettings settings;
    private final LongRun longRun;
    private final PageLook look;
    private final String version;
    private Optional<HttpListener> listener = Optional.empty();
    private volatile Measurements last;
    private volatile Optional<Page> page = Optional.empty();

    RunEndpoints(
            HttpSettings settings,
            LongRun longRun,
            PageLook look,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        this.longRun = longRun;
        this.look = look;
        this.version = version;
        this.last = new Measurements(Instant.now(), Measurements.before(version));
    }

    /** At each database after its checkup, for the pictures of the page. */
    void looked(Database database, Collection<String> judged, Instant now) {
        if (listener.isPresent()) {
            look.at(database, judged, now);
        }
    }

    /** @param main the database that everything is judged of */
    void checked(CheckupResult result, Database main) {
        last = Measurements.of(result, Check.title(main), version);
        if (listener.isPresent()) {
            page = Optional.of(new Page(look.facts(main, result, List.of())));
        }
    }

    /**
     * From now on; nowhere where the port is 0.
     *
     * @throws io.opsconductor.pulse.db.failure.PulseFailure (usage) when the port is taken
     */
    RunEndpoints open() {
        HttpAddress address = HttpAddress.of(settings.host(), settings.port());
        if (!address.isOff()) {
            listener = Optional.of(
                    HttpListener.open(address, new HostNames(settings.names().orElse(List.of())))
                            .at(this::page, "/")
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

    private Answer page() {
        return page.map(Page::answer).orElseGet(() -> Answer.text(503, "no check is complete yet"));
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

    /** Of one check, made when it is first asked for. */
    private static final class Page {
        private final PageFacts facts;
        private Answer made;

        Page(PageFacts facts) {
            this.facts = facts;
        }

        synchronized Answer answer() {
            if (made == null) {
                made = Answer.page(CheckPage.of(facts));
            }
            return made;
        }
    }
}
