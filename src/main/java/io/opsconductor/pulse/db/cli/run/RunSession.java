package io.opsconductor.pulse.db.cli.run;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.cli.option.Version;
import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.metrics.NotifySettings;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.MigrationReport;
import io.opsconductor.pulse.db.schedule.LogSettings;
import io.opsconductor.pulse.db.schedule.LongRun;
import io.opsconductor.pulse.db.schedule.ScheduleSettings;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import sun.misc.Signal;

/** The long-running mode from its start line to its last, with its databases and its log. */
@Singleton
class RunSession {
    private final Databases databases;
    private final Migrator migrator;
    private final LongRun longRun;
    private final ScheduleSettings schedule;
    private final LogSettings log;
    private final Version version;
    private final RunEndpoints endpoints;
    private final NotifySettings notified;

    RunSession(
            Databases databases,
            Migrator migrator,
            LongRun longRun,
            ScheduleSettings schedule,
            LogSettings log,
            Version version,
            RunEndpoints endpoints,
            NotifySettings notified) {
        this.notified = notified;
        this.databases = databases;
        this.migrator = migrator;
        this.longRun = longRun;
        this.schedule = schedule;
        this.log = log;
        this.version = version;
        this.endpoints = endpoints;
    }

    /** Until this process is told to stop. */
    void run(Optional<String> databaseUrl, boolean jsonOutput, boolean noMigrate) {
        listen(databases::dumped, databases::direct, databaseUrl, jsonOutput, (targets, lines) -> {
            refuseWrongLogin(targets.direct());
            longRun.start(
                    targets,
                    noMigrate || !schedule.migrate()
                            ? Optional.empty()
                            : Optional.of(() -> migrate(targets.direct(), lines)),
                    lines);
        });
    }

    /** Only looks, until this process is told to stop; no other role than the one that looks need be configured. */
    void observe(Optional<String> databaseUrl, boolean jsonOutput) {
        listen(databases::judged, databases::judged, databaseUrl, jsonOutput, longRun::startChecks);
    }

    @SuppressWarnings("try") // The endpoints serve by being open.
    private void listen(
            Function<Optional<String>, Database> toDump,
            Function<Optional<String>, Database> toMigrate,
            Optional<String> databaseUrl,
            boolean jsonOutput,
            BiConsumer<LongRun.Targets, RunLines> start) {
        boolean json = jsonOutput || log.format() == LogSettings.Format.JSON;
        if (json) {
            JsonLogFormatter.install();
        }
        try (RunEndpoints open = endpoints.open();
                Database judged = databases.judged(databaseUrl);
                Database dumped = toDump.apply(databaseUrl);
                Database direct = toMigrate.apply(databaseUrl);
                RunLines lines = new RunLines(
                        line -> Output.print(json ? line.json() : line.line()),
                        Clock.systemUTC(),
                        result -> endpoints.checked(result, judged),
                        notified)) {
            longRun.lookAlso(endpoints::looked);
            Signal.handle(new Signal("HUP"), signal -> lines.report());
            String database = direct.url().redacted();
            lines.info(
                    "start",
                    "start " + version.getVersion()[0] + " database=" + database + " config=" + NamedFile.origin());
            open.where()
                    .ifPresent(where ->
                            lines.info("listening", "listening on " + where + ": / (a page), /metrics, /health/live"));
            start.accept(new LongRun.Targets(judged, databaseUrl.isEmpty(), dumped, direct), lines);
            Quarkus.waitForExit();
            longRun.stop();
            lines.info("stopped", "stopped");
        }
    }

    private void migrate(Database direct, RunLines lines) {
        MigrateResult result = migrator.migrate(direct.forOneTask(), MigrateRequest.ALL, new RunMigrationLines(lines));
        lines.info("migrated", MigrationReport.table(result).replaceAll("\\R", " "));
    }

    /** A database that is away may come back; a login that is wrong stays so. */
    private static void refuseWrongLogin(Database direct) {
        direct.probe().filter(failure -> failure.exit() == ExitCode.USAGE).ifPresent(failure -> {
            throw failure;
        });
    }
}
