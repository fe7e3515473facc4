package io.opsconductor.pulse.db.cli.backup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pulse-db backup}: names its verbs, does nothing itself. */
@Command(
        name = "backup",
        header = "Take, list, show, verify, rotate and copy backups.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BackupTakeCommand.class,
            BackupListCommand.class,
            BackupShowCommand.class,
            BackupVerifyCommand.class,
            BackupRotateCommand.class,
            BackupCopyCommand.class
        },
        footer = "  pulse-db backup take daily%n  pulse-db backup list")
public class BackupCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
