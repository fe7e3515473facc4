package io.opsconductor.pulse.db.cli;

import java.util.Arrays;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** A command line that cannot be understood: one line instead of picocli's whole usage text. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        return Failures.report(
                new PulseFailure(ExitCode.USAGE, problem.getMessage(), "see " + command + " --help", problem),
                Arrays.asList(args));
    }
}
