package io.opsconductor.pulse.db.cli.migrate;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.cli.option.DurationOption;
import picocli.CommandLine.Option;

/** What a rehearsal's files may take, by options that go before the configuration. */
final class RehearsalLimits {
    @Option(
            names = "--max-lock",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How long a lock that the application waits for may be held (pulse.rehearsal.max-lock, 2s).")
    Optional<Duration> maxLock = Optional.empty();

    @Option(
            names = "--max-time",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How long all files together may take (pulse.rehearsal.max-time); longer ones are ended.")
    Optional<Duration> maxTime = Optional.empty();
}
