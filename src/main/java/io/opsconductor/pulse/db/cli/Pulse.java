package io.opsconductor.pulse.db.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.cli.backup.BackupCommand;
import io.opsconductor.pulse.db.cli.backup.DrillCommand;
import io.opsconductor.pulse.db.cli.backup.RestoreCommand;
import io.opsconductor.pulse.db.cli.check.CheckCommand;
import io.opsconductor.pulse.db.cli.check.ForecastCommand;
import io.opsconductor.pulse.db.cli.check.GrantsCommand;
import io.opsconductor.pulse.db.cli.check.PoliciesCommand;
import io.opsconductor.pulse.db.cli.check.PreflightCommand;
import io.opsconductor.pulse.db.cli.migrate.AdoptCommand;
import io.opsconductor.pulse.db.cli.migrate.AwaitCommand;
import io.opsconductor.pulse.db.cli.migrate.MigrateCommand;
import io.opsconductor.pulse.db.cli.migrate.NewCommand;
import io.opsconductor.pulse.db.cli.migrate.RehearseCommand;
import io.opsconductor.pulse.db.cli.migrate.RepairCommand;
import io.opsconductor.pulse.db.cli.migrate.StatusCommand;
import io.opsconductor.pulse.db.cli.migrate.ValidateCommand;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.cli.run.ConfigCommand;
import io.opsconductor.pulse.db.cli.run.HealthcheckCommand;
import io.opsconductor.pulse.db.cli.run.InitCommand;
import io.opsconductor.pulse.db.cli.run.MetricsCommand;
import io.opsconductor.pulse.db.cli.run.RunCommand;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
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
        header = "Migrates a PostgreSQL and TimescaleDB database and proves its compression, retention and backups.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; nothing at or above --fail-on",
            "1:it ran and failed: a migration's SQL, pg_dump, a restore",
            "2:usage or configuration is wrong; retrying is useless",
            "3:findings at or above --fail-on; unknown always counts",
            "4:not now: the database is unreachable or another run holds the lock; retry"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pulse-db check",
            "  pulse-db migrate --migrations=db/migrations --dry-run",
        })
class Pulse implements Runnable {
    /** By name, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = byName(
            MigrateCommand.class,
            StatusCommand.class,
            ValidateCommand.class,
            NewCommand.class,
            AwaitCommand.class,
            AdoptCommand.class,
            RepairCommand.class,
            PreflightCommand.class,
            CheckCommand.class,
            ForecastCommand.class,
            PoliciesCommand.class,
            GrantsCommand.class,
            BackupCommand.class,
            DrillCommand.class,
            RehearseCommand.class,
            RestoreCommand.class,
            RunCommand.class,
            MetricsCommand.class,
            HealthcheckCommand.class,
            InitCommand.class,
            ConfigCommand.class,
            CompletionCommand.class);

    @Mixin
    CommonOptions options;

    @Spec
    CommandSpec spec;

    /** Knows all commands, or only the one that the line begins with: picocli takes its time with each. */
    static CommandLine commandLine(IFactory factory, String... args) {
        // The one for completion reads the whole tree of commands.
        Class<?> first = args.length == 0 || args[0].equals(CompletionCommand.NAME) ? null : COMMANDS.get(args[0]);
        CommandLine commandLine = new CommandLine(Pulse.class, factory);
        (first == null ? COMMANDS.values() : List.of(first)).forEach(commandLine::addSubcommand);
        // A name of others that begins with @, pasted from a remedy, would be replaced by what a file says.
        return commandLine.setExpandAtFiles(false);
    }

    static Set<String> names() {
        return COMMANDS.keySet();
    }

    private static Map<String, Class<?>> byName(Class<?>... commands) {
        Map<String, Class<?>> named = new LinkedHashMap<>();
        for (Class<?> command : commands) {
            named.put(name(command), command);
        }
        return named;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
