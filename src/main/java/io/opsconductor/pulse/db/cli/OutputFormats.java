package io.opsconductor.pulse.db.cli;

import java.util.Locale;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.OutputFormat;
import picocli.CommandLine.ParseResult;

/** Which command can print what. */
final class OutputFormats {
    /** What only a plain check prints. */
    private static final Set<OutputFormat> OF_CHECKS = Set.of(OutputFormat.HTML, OutputFormat.METRICS);

    private OutputFormats() {}

    /** @throws PulseFailure (usage) for a form that the command does not have */
    static void refuse(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        boolean check = command.commandSpec().name().equals("check") && !command.hasMatchedOption("--fix");
        parsed.asCommandLineList().stream()
                .map(one -> one.getParseResult().matchedOptionValue("--output", OutputFormat.TABLE))
                .filter(format -> OF_CHECKS.contains(format) && !check)
                .findFirst()
                .ifPresent(format -> {
                    throw PulseFailure.usage(
                            "--output=" + format.name().toLowerCase(Locale.ROOT)
                                    + " is for pulse-db check without --fix only",
                            "use --output=json, or table");
                });
    }
}
