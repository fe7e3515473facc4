package io.opsconductor.pulse.db.cli;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.cli.option.OutputFormat;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What must be known of a command line before any command has been made, or after one could not be understood: picocli
 * reads the same words by the same rules, and passes over those that it does not know.
 *
 * @param command the first command's name; empty when there is none
 */
record CommandWords(
        Optional<String> command,
        OutputFormat output,
        boolean verbose,
        Optional<String> config,
        Optional<String> migrations) {

    static CommandWords of(String... args) {
        CommandSpec root = known("pulse-db");
        Pulse.names().stream().filter(List.of(args)::contains).forEach(name -> root.addSubcommand(name, known(name)));
        // The words that cannot be understood are told when the command line itself is read.
        return of(new CommandLine(root)
                .setUnmatchedArgumentsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .parseArgs(args));
    }

    boolean json() {
        return output == OutputFormat.JSON;
    }

    private static CommandWords of(ParseResult root) {
        ParseResult last = root.hasSubcommand() ? root.subcommand() : root;
        return new CommandWords(
                root.hasSubcommand() && root.unmatched().isEmpty()
                        ? Optional.of(last.commandSpec().name())
                        : Optional.empty(),
                either(root, last, "--output", OutputFormat.TABLE),
                either(root, last, "--verbose", false),
                Optional.ofNullable(either(root, last, "--config", (String) null)),
                Optional.ofNullable(either(root, last, "--migrations", (String) null)));
    }

    private static <T> T either(ParseResult root, ParseResult last, String option, T otherwise) {
        return last.matchedOptionValue(option, root.matchedOptionValue(option, otherwise));
    }

    private static CommandSpec known(String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.parser().collectErrors(true);
        return spec.addOption(option("--database-url", String.class))
                .addOption(option("--output", OutputFormat.class))
                .addOption(option("--config", String.class))
                .addOption(option("--migrations", String.class))
                .addOption(flag("--verbose"))
                .addOption(flag("-q", "--quiet"))
                .addOption(flag("-h", "--help"));
    }

    private static OptionSpec option(String name, Class<?> type) {
        return OptionSpec.builder(name).arity("1").type(type).build();
    }

    private static OptionSpec flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).build();
    }
}
