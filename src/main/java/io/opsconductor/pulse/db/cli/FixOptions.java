package io.opsconductor.pulse.db.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.config.PositiveDuration;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.CheckReport;
import io.opsconductor.pulse.db.report.FixReport;
import io.opsconductor.pulse.db.timescale.FixLimits;
import io.opsconductor.pulse.db.timescale.FixPlan;
import io.opsconductor.pulse.db.timescale.FixResult;
import io.opsconductor.pulse.db.timescale.Fixer;
import picocli.CommandLine.Option;

/** {@code check --fix}: report, plan, progress, and the report again. */
class FixOptions {
    @Option(names = "--fix", description = "Then put right what can be without losing anything, and check again.")
    boolean asked;

    @Option(names = "--dry-run", description = "With --fix: only print the plan.")
    boolean dryRun;

    @Option(names = "--fix-chunks", paramLabel = "N", description = "Chunks to compress or drop at most (default 100).")
    int chunks = 100;

    @Option(names = "--fix-within", paramLabel = "TIME", description = "Time for that at most (default 15m).")
    String within = "15m";

    /** @throws PulseFailure (usage) when the options do not fit together */
    void refuseNonsense() {
        if (dryRun && !asked) {
            throw PulseFailure.usage("--dry-run goes with --fix only", "check changes nothing by itself");
        }
        if (chunks < 1) {
            throw PulseFailure.usage("--fix-chunks=" + chunks + " is too small", "give 1 or more");
        }
        time();
    }

    /**
     * @param before what was found; printed unless it is JSON that is wanted, which is one document
     * @param look checks once more
     * @return what is found afterwards
     */
    CheckupResult carryOut(
            Fixer fixer,
            Database database,
            List<String> areas,
            boolean json,
            CheckupResult before,
            Supplier<CheckupResult> look) {
        FixLimits limits = new FixLimits(chunks, time());
        if (!json) {
            Output.print(CheckReport.table(before, Output.isTerminal()));
        }
        FixPlan plan = fixer.plan(database, areas, limits);
        if (!json) {
            Output.print(System.lineSeparator() + FixReport.table(plan, dryRun));
        }
        boolean nothing = dryRun || plan.steps().isEmpty();
        FixResult result = nothing
                ? FixResult.onlyPlanned(plan)
                : fixer.carryOut(database, plan, limits, new FixLines(System.err));
        CheckupResult after = nothing ? before : look.get();
        if (json) {
            Output.print(FixReport.json(after, result, dryRun));
        } else if (!nothing) {
            Output.print(System.lineSeparator() + CheckReport.table(after, Output.isTerminal()));
        }
        return after;
    }

    /** As durations are written in the configuration. */
    private Duration time() {
        try {
            return new PositiveDuration().convert(within);
        } catch (IllegalArgumentException e) {
            throw PulseFailure.usage("--fix-within=" + within + " cannot be read", e.getMessage());
        }
    }
}
