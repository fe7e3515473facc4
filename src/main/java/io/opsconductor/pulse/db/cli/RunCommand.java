package io.opsconductor.pulse.db.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.MigrateRequest;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import io.opsconductor.pulse.db.schedule.LogSettings;
import io.opsconductor.pulse.db.schedule.LongRun;
import io.opsconductor.pulse.db.schedule.ScheduleSettings;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** {@code pulse-db run}. */
@Command(
        name = "run",
        header = "Migrate, then check and back up on schedule until stopped.",
        description = "Prints every finding once, then what changes. SIGHUP prints every finding again.",
        footer = {"  pulse-db run", "  pulse-db run --no-migrate --config=/etc/pulse-db.properties"})
class RunCommand implements Callable<Integer> {
    @Option(names = "--no-migrate", description = "Apply no migration: another run does that.")
    boolean noMigrate;

    private final CommonOptions options;
    private final Databases databases;
    private final Migrator migrator;
    private final LongRun longRun;
    private final ScheduleSettings schedule;
    private final LogSettings log;
    private final Version version;

    RunCommand(
            CommonOptions options,
            Databases databases,
            Migrator migrator,
            LongRun longRun,
            ScheduleSettings schedule,
            LogSettings log,
            Version version) {
        this.options = options;
        this.databases = databases;
        this.migrator = migrator;
        this.longRun = longRun;
        this.schedule = schedule;
        this.log = log;
        this.version = version;
    }

    @Override
    public Integer call() {
        boolean json = options.json() || log.format() == LogSettings.Format.JSON;
        if (json) {
            JsonLogFormatter.install();
        }
        RunLines lines = new RunLines(line -> Output.print(json ? line.json() : line.line()), Clock.systemUTC());
        Signal.handle(new Signal("HUP"), signal -> lines.report());
        try (Database judged = databases.judged(options.databaseUrl);
                Database dumped = databases.dumped(options.databaseUrl);
                Database direct = databases.direct(options.databaseUrl)) {
            lines.info(
                    "start",
                    "start " + version.getVersion()[0] + " database="
                            + direct.url().redacted() + " config=" + NamedFile.origin());
            refuseWrongLogin(direct);
            longRun.start(
                    new LongRun.Targets(judged, options.databaseUrl.isEmpty(), dumped, direct),
                    noMigrate || !schedule.migrate() ? Optional.empty() : Optional.of(() -> migrate(direct, lines)),
                    lines);
            Quarkus.waitForExit();
            longRun.stop();
            lines.info("stopped", "stopped");
        }
        return ExitCode.DONE.code();
    }

    private void migrate(Database direct, RunLines lines) {
        MigrateResult result = migrator.migrate(direct, MigrateRequest.ALL, new RunMigrationLines(lines));
        lines.info("migrated", MigrationReport.table(result).replaceAll("\\R", " "));
    }

    /** A database that is away may come back; a login that is wrong stays so. */
    private static void refuseWrongLogin(Database direct) {
        direct.probe().filter(failure -> failure.exit() == ExitCode.USAGE).ifPresent(failure -> {
            throw failure;
        });
    }
}
