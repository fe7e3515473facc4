package io.opsconductor.pulse.db.cli.option;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What failed in a command that does several things: each on its own line on standard error. */
public final class FailureLines {
    private FailureLines() {}

    /** What failed for good, and is not worth a retry, decides the exit code. */
    public static final Comparator<PulseFailure> FAILED_FIRST =
            Comparator.comparing(failure -> failure.exit() != ExitCode.FAILED);

    /** Does the work for each, until a stop; what fails is collected and holds up no other. */
    public static <T> void each(List<T> all, List<PulseFailure> failures, Consumer<T> work) {
        all.forEach(one -> PulseFailure.collect(failures, () -> work.accept(one)));
    }

    /** A line for each of several; the first decides the exit code. */
    public static int exit(List<PulseFailure> failures) {
        failures.forEach(FailureLines::print);
        return failures.stream()
                .findFirst()
                .map(PulseFailure::exit)
                .orElse(ExitCode.DONE)
                .code();
    }

    /** What is wrong and what to do, in one line on standard error. */
    public static void print(PulseFailure failure) {
        String remedy = failure.remedy().isEmpty() ? "" : " -> " + failure.remedy();
        System.err.println("pulse-db: " + failure.getMessage() + remedy);
    }
}
