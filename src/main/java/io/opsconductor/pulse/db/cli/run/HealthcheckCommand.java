package io.opsconductor.pulse.db.cli.run;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.metrics.HealthProbe;
import io.opsconductor.pulse.db.metrics.HttpAddress;
import io.opsconductor.pulse.db.metrics.HttpSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db healthcheck}. */
@Command(
        name = "healthcheck",
        header = "Ask the run of this machine whether it lives; for probes that start a program.",
        footer = "  pulse-db healthcheck%n  pulse-db healthcheck --of=ready")
public class HealthcheckCommand implements Callable<Integer> {
    /** What can be asked, as the paths end. */
    enum Question {
        live,
        started,
        ready
    }

    @Option(
            names = "--of",
            paramLabel = "live|started|ready",
            description = "live (default): work is still handed over; ready: checked not long ago and not stopping.")
    Question question = Question.live;

    private final HttpSettings settings;

    HealthcheckCommand(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        HealthProbe.require(HttpAddress.of(settings.host(), settings.port()), "/health/" + question);
        return ExitCode.DONE.code();
    }
}
