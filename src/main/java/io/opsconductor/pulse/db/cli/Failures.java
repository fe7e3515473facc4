package io.opsconductor.pulse.db.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.FailureDocument;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes a line on standard error, a JSON document and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final CommandWords words;

    Failures(CommandWords words) {
        this.words = words;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine commandLine, ParseResult parsed) {
        PulseFailure failure = problem instanceof PulseFailure known
                ? known
                : PulseFailure.failed(
                        "unexpected: " + problem, "run it again with --verbose and report what it prints", problem);
        return report(failure, words);
    }

    /** Asks what is known of the bare words, for a failure may come before the command line has been understood. */
    static int report(PulseFailure failure, CommandWords words) {
        if (words.json()) {
            Output.print(FailureDocument.of(failure));
        }
        FailureLines.print(failure);
        if (words.verbose()) {
            trace(failure).forEach(System.err::println);
        }
        return failure.exit().code();
    }

    /** As Java prints it, but for what others wrote into a message: that stays one line and tells a terminal nothing. */
    static List<String> trace(Throwable failure) {
        List<String> lines = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable one = failure; one != null && seen.add(one); one = one.getCause()) {
            lines.add((one == failure ? "" : "Caused by: ") + PlainText.of(one.toString()));
            Stream.of(one.getStackTrace()).map(frame -> "    at " + frame).forEach(lines::add);
        }
        return lines;
    }
}
