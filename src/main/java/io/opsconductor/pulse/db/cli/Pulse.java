package io.opsconductor.pulse.db.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code pulse-db}: names the commands, does nothing itself. */
@TopCommand
@Command(
        name = "pulse-db",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        header = "Migrates the Pulse database and proves its compression, retention and backups.",
        subcommands = {
            MigrateCommand.class,
            StatusCommand.class,
            ValidateCommand.class,
            AwaitCommand.class,
            AdoptCommand.class,
            RepairCommand.class,
            CheckCommand.class,
            PoliciesCommand.class,
            GrantsCommand.class,
            BackupCommand.class,
            DrillCommand.class,
            RestoreCommand.class,
            RunCommand.class
        })
class Pulse implements Runnable {
    @Spec
    CommandSpec spec;

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
