package io.opsconductor.pulse.db.cli.migrate;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.cli.option.DurationOption;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.StartingServer;
import picocli.CommandLine.Option;

/** For commands that may come before their database does. */
class WaitOption {
    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "5m",
            paramLabel = "LIMIT",
            converter = DurationOption.class,
            description = "Wait for a database that is still starting, at most so long (default 5m); then exit 4.")
    Optional<Duration> limit = Optional.empty();

    Database until(Database reachable, ProgressOutput progress) {
        limit.ifPresent(longest -> StartingServer.await(reachable, longest, new WaitLines(progress)));
        return reachable;
    }
}
