package io.opsconductor.pulse.db.cli.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import picocli.CommandLine.Option;

/** What else {@code migrate} may apply than what comes next. */
class OrderOptions {
    @Option(names = "--allow-out-of-order", description = "Also apply files below the newest applied version.")
    boolean outOfOrder;

    @Option(names = "--apply-skipped", description = "Also apply what status shows as skipped.")
    boolean applySkipped;

    @Option(
            names = "--run-again",
            split = ",",
            paramLabel = "VERSION",
            description = "With --apply-skipped: files to run once more after a skipped one, or none.")
    List<String> runAgain = List.of();

    MigrateRequest request(Optional<String> target, Optional<Path> directory) {
        return new MigrateRequest(target, directory, outOfOrder, applySkipped, runAgain);
    }
}
