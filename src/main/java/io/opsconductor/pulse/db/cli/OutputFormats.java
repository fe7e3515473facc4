package io.opsconductor.pulse.db.cli;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.cli.option.OutputFormat;
import io.opsconductor.pulse.db.failure.PulseFailure;
import picocli.CommandLine.ParseResult;

/** Which command can print what. */
final class OutputFormats {
    private static final Map<OutputFormat, Set<String>> OF_COMMANDS = Map.of(
            OutputFormat.HTML, Set.of("check", "forecast", "drill", "rehearse"), OutputFormat.METRICS, Set.of("check"));

    private OutputFormats() {}

    /** @throws PulseFailure (usage) for a form that the command does not have */
    static void refuse(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        parsed.asCommandLineList().stream()
                .map(one -> one.getParseResult().matchedOptionValue("--output", OutputFormat.TABLE))
                .filter(format -> OF_COMMANDS.containsKey(format) && !has(command, format))
                .findFirst()
                .ifPresent(format -> {
                    throw PulseFailure.usage(
                            "--output=" + format + " is for pulse-db "
                                    + OF_COMMANDS.get(format).stream()
                                            .sorted()
                                            .map(name -> name.equals("check") ? "check without --fix" : name)
                                            .collect(Collectors.joining(", "))
                                    + " only",
                            "use --output=json, or table");
                });
    }

    private static boolean has(ParseResult command, OutputFormat format) {
        return OF_COMMANDS.get(format).contains(command.commandSpec().name()) && !command.hasMatchedOption("--fix");
    }
}
