package io.opsconductor.pulse.db.cli.migrate;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.rehearse.Rollout;
import io.opsconductor.pulse.db.rehearse.Rollouts;
import io.opsconductor.pulse.db.report.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "migrate",
        header = "Apply the pending migrations, each wholly or not at all.",
        footer = "  pulse-db migrate --dry-run%n  pulse-db migrate --migrations=db/migrations --wait=2m")
public class MigrateCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Only print what would be applied.")
    boolean dryRun;

    @Option(names = "--sql", description = "Only print the SQL that would be executed.")
    boolean sql;

    @Mixin
    BeginOptions begin;

    @Mixin
    OrderOptions order;

    private final CommonOptions options;
    private final Databases databases;
    private final Migrator migrator;
    private final Rollouts rollouts;

    MigrateCommand(CommonOptions options, Databases databases, Migrator migrator, Rollouts rollouts) {
        this.rollouts = rollouts;
        this.options = options;
        this.databases = databases;
        this.migrator = migrator;
    }

    @Override
    public Integer call() {
        MigrateRequest asked = order.request();
        try (Database database = begin.until(databases.direct(options.databaseUrl), options.progress())) {
            if (sql) {
                Output.script(migrator.sql(database, asked));
                return ExitCode.DONE.code();
            }
            Rollout rollout = rollouts.of(database, begin.rehearsedWithin);
            MigrateResult result = dryRun
                    ? migrator.dryRun(database, asked)
                    : migrator.migrate(database, asked, new ProgressLines(options.progress()), rollout);
            options.report(
                    !dryRun,
                    () -> MigrationReport.table(result, dryRun, rollout.compared()),
                    () -> MigrationReport.json(result));
            rollouts.keep(rollout);
        }
        return ExitCode.DONE.code();
    }
}
