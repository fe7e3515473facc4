package io.opsconductor.pulse.db.cli.run;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.metrics.HttpAddress;
import io.opsconductor.pulse.db.metrics.HttpSettings;
import picocli.CommandLine.Command;

/** {@code pulse-db metrics}. */
@Command(
        name = "metrics",
        header = "Check on schedule and answer Prometheus until stopped; changes nothing.",
        description = "For where CronJobs do the work: /metrics and /health/… on pulse.http.port.",
        footer = "  pulse-db metrics%n  pulse-db metrics --config=/etc/pulse-db.properties")
public class MetricsCommand implements Callable<Integer> {
    private final CommonOptions options;
    private final HttpSettings settings;
    private final RunSession session;

    MetricsCommand(CommonOptions options, HttpSettings settings, RunSession session) {
        this.options = options;
        this.settings = settings;
        this.session = session;
    }

    @Override
    public Integer call() {
        if (HttpAddress.of(settings.host(), settings.port()).isOff()) {
            throw PulseFailure.usage(
                    "pulse.http.port is 0: there is nowhere to listen", "set it to a port, such as 8080");
        }
        session.observe(options.databaseUrl, options.json());
        return ExitCode.DONE.code();
    }
}
