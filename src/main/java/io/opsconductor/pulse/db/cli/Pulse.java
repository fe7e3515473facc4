package io.opsconductor.pulse.db.cli;

import java.util.List;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
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
        header = "Migrates the Pulse database and proves its compression, retention and backups.")
class Pulse implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
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
            RunCommand.class);

    @Spec
    CommandSpec spec;

    /** Knows all commands, or only the one that the line names: picocli takes its time with each. */
    static CommandLine commandLine(IFactory factory, String... args) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(type -> args.length > 0
                        && type.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        CommandLine commandLine = new CommandLine(Pulse.class, factory);
        (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
        return commandLine;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
