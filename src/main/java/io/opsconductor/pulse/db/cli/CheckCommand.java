package io.opsconductor.pulse.db.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.CheckReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db check}. */
@Command(name = "check", header = "Judge schema, compression, retention and backups.")
class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions options;

    @Parameters(
            paramLabel = "AREA",
            arity = "0..*",
            description = "schema, timescale, compression, retention, backups; default all.")
    List<String> areas = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "warning|critical",
            description = "Exit 3 from this severity on (default critical).")
    Severity failOn = Severity.CRITICAL;

    private final Databases databases;
    private final Survey survey;

    CheckCommand(Databases databases, Survey survey) {
        this.databases = databases;
        this.survey = survey;
    }

    @Override
    public Integer call() {
        try (Database database = databases.mainIfAny(options.databaseUrl)) {
            CheckupResult result = survey.run(database, options.databaseUrl.isEmpty(), areas, Instant.now());
            Output.print(options.json() ? CheckReport.json(result) : CheckReport.table(result, Output.isTerminal()));
            result.unreachable().ifPresent(Failures::line);
            return result.exit(failOn).code();
        }
    }
}
