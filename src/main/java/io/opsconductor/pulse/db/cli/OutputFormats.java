package io.opsconductor.pulse.db.cli;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.OutputFormat;
import picocli.CommandLine.ParseResult;

/** Which command can print what. */
final class OutputFormats {
    private OutputFormats() {}

    /** @throws PulseFailure (usage) for series of anything but a plain check */
    static void refuse(ParseResult parsed) {
        boolean wanted = parsed.asCommandLineList().stream()
                .map(one -> one.getParseResult().matchedOptionValue("--output", OutputFormat.TABLE))
                .anyMatch(OutputFormat.METRICS::equals);
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        if (wanted && (!command.commandSpec().name().equals("check") || command.hasMatchedOption("--fix"))) {
            throw PulseFailure.usage(
                    "--output=metrics is for pulse-db check without --fix only", "use --output=json, or table");
        }
    }
}
