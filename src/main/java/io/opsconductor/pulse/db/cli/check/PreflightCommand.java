package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.preflight.Preflight;
import io.opsconductor.pulse.db.report.CheckReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db preflight}. */
@Command(
        name = "preflight",
        header = "Ask the target, before the first run, whether it offers what a task needs; changes nothing.",
        footer = "  pulse-db preflight%n  pulse-db preflight migrate backup --fail-on=warning --output=json")
public class PreflightCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK", description = "${COMPLETION-CANDIDATES}; default all.")
    List<PreflightTask> tasks = List.of();

    @Option(names = "--fail-on", paramLabel = "warning|critical", description = "Exit 3 from here on (critical).")
    Severity failOn = Severity.CRITICAL;

    private final CommonOptions options;
    private final Preflight preflight;

    PreflightCommand(CommonOptions options, Preflight preflight) {
        this.options = options;
        this.preflight = preflight;
    }

    @Override
    public Integer call() {
        Set<PreflightTask> asked = tasks.isEmpty() ? EnumSet.allOf(PreflightTask.class) : EnumSet.copyOf(tasks);
        CheckupResult result = preflight.run(asked, options.databaseUrl, Instant.now());
        options.report(
                result.notOk().findings().isEmpty(),
                () -> CheckReport.table(result, true, Output.isTerminal()),
                () -> CheckReport.json(result));
        result.unreachable().ifPresent(FailureLines::print);
        return result.exit(failOn).code();
    }
}
