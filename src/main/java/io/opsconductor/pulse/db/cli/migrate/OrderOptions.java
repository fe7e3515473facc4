package io.opsconductor.pulse.db.cli.migrate;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which files {@code migrate} and {@code rehearse} apply. */
class OrderOptions {
    @Option(names = "--target", paramLabel = "VERSION", description = "Stop after this version, such as 040 or 036a.")
    Optional<String> target = Optional.empty();

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

    @Mixin
    MigrationsOption migrations;

    MigrateRequest request() {
        return new MigrateRequest(target, migrations.directory, outOfOrder, applySkipped, runAgain);
    }
}
