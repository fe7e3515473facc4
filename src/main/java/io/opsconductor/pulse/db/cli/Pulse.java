package io.opsconductor.pulse.db.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code pulse-db}: names the commands, does nothing itself. */
@TopCommand
@Command(
        name = "pulse-db",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        header = "Migrates the Pulse database and proves its compression, retention and backups.",
        subcommands = {})
class Pulse {}
