package io.opsconductor.pulse.db.cli.migrate;

import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

/** The option of every command that reads migration files. */
class MigrationsOption {
    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The folder of migrations; packed: for Pulse's own.")
    Optional<Path> directory = Optional.empty();
}
