package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import picocli.CommandLine.Option;

/** What {@code check --fix} takes. */
class FixOptions {
    @Option(
            names = "--fix",
            description = "Then fix what can be fixed without losing data, in every database checked, and check again.")
    boolean asked;

    @Option(names = "--dry-run", description = "With --fix: only print the plan.")
    boolean dryRun;

    @Option(
            names = "--fix-chunks",
            paramLabel = "N",
            description = "Chunks to compress or drop at most in each database (default 100).")
    int chunks = 100;

    @Option(
            names = "--fix-within",
            paramLabel = "TIME",
            description = "Time for that at most in each database (default 15m).")
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

    /** For each database. */
    FixLimits limits() {
        return new FixLimits(chunks, time());
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
