package io.opsconductor.pulse.db.cli.migrate;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.cli.option.DurationOption;
import picocli.CommandLine.Option;

/** When {@code migrate} may begin. */
final class BeginOptions extends WaitOption {
    @Option(
            names = "--require-rehearsal",
            arity = "0..1",
            fallbackValue = "24h",
            paramLabel = "WITHIN",
            converter = DurationOption.class,
            description = "Refuse to begin (exit 2) unless what is pending was rehearsed well within this time"
                    + " (default 24h), as it is.")
    Optional<Duration> rehearsedWithin = Optional.empty();
}
