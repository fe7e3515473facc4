package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.CheckReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Judge schema, compression, retention and backups.",
        footer = "  pulse-db check compression retention --fail-on=warning%n  pulse-db check --fix --dry-run")
public class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "AREA",
            description =
                    "schema, connection, timescale, compression, retention, aggregates, pools, backups; default all.")
    List<String> areas = List.of();

    @Option(names = "--fail-on", paramLabel = "warning|critical", description = "Exit 3 from here on (critical).")
    Severity failOn = Severity.CRITICAL;

    @Option(names = "--all", description = "List what is ok, too. JSON always does.")
    boolean all;

    @Mixin
    FixOptions fix;

    private final CommonOptions options;
    private final Databases databases;
    private final FixRun fixes;
    private final CheckPages pages;

    CheckCommand(CommonOptions options, Databases databases, FixRun fixes, CheckPages pages) {
        this.options = options;
        this.databases = databases;
        this.fixes = fixes;
        this.pages = pages;
    }

    @Override
    public Integer call() {
        fix.refuseNonsense();
        boolean others = options.databaseUrl.isEmpty();
        try (Database database = databases.checked(options.databaseUrl, fix.asked)) {
            CheckupResult result = pages.look(database, others, areas, Instant.now());
            if (!fix.asked || !options.json() || result.unreachable().isPresent()) {
                options.report(
                        result.notOk().findings().isEmpty(),
                        () -> CheckReport.table(result, all, Output.isTerminal()),
                        () -> CheckReport.json(result));
            }
            result.unreachable().ifPresent(FailureLines::print);
            return fix.asked && result.unreachable().isEmpty()
                    ? fixes.carryOut(fix, database, others, areas, result, failOn)
                    : result.exit(failOn).code();
        }
    }
}
