package io.opsconductor.pulse.db.cli;

import java.util.Collection;
import java.util.TreeSet;

import io.opsconductor.pulse.db.config.Spelling;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: one line instead of picocli's whole usage text. */
final class UsageErrors implements IParameterExceptionHandler {
    private final CommandWords words;

    UsageErrors(CommandWords words) {
        this.words = words;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        PulseFailure failure = new PulseFailure(
                ExitCode.USAGE,
                withoutUrls(problem.getMessage(), args),
                suggestion(problem) + "see " + command + " --help",
                problem);
        return Failures.report(failure, words);
    }

    /** No suggestion is better than a wild one, which picocli gives for every word. */
    private static String suggestion(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String word = unmatched.getUnmatched().get(0);
        int value = word.indexOf('=');
        return Spelling.nearest(value < 0 ? word : word.substring(0, value), known(problem))
                .map(known -> "did you mean " + known + "? ")
                .orElse("");
    }

    private static Collection<String> known(ParameterException problem) {
        Collection<String> known = new TreeSet<>(
                problem.getCommandLine().getCommandSpec().optionsMap().keySet());
        known.addAll(problem.getCommandLine().getSubcommands().keySet());
        return known;
    }

    /** picocli quotes what it does not understand, and that may be a URL with a password in it. */
    private static String withoutUrls(String message, String... args) {
        String shown = message;
        for (String arg : args) {
            int scheme = arg.indexOf("://");
            if (scheme >= 0) {
                shown = shown.replace(arg, arg.substring(0, scheme) + "://…");
            }
        }
        return shown;
    }
}
