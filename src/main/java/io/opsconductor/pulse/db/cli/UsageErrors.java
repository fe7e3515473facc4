package io.opsconductor.pulse.db.cli;

import java.util.Arrays;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: one line instead of picocli's whole usage text. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        PulseFailure failure = new PulseFailure(
                ExitCode.USAGE,
                withoutUrls(problem.getMessage(), args),
                suggestion(problem) + "see " + command + " --help",
                problem);
        return Failures.report(failure, Arrays.asList(args));
    }

    private static String suggestion(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? "did you mean " + unmatched.getSuggestions().get(0) + "? "
                : "";
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
