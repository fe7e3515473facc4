package io.opsconductor.pulse.db.cli.option;

import java.io.OutputStream;
import java.io.PrintStream;

/** Standard error while work goes on. */
public final class ProgressOutput {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private final PrintStream out;
    private final boolean watched;
    private final boolean quiet;
    private final boolean verbose;

    private ProgressOutput(PrintStream out, boolean watched, boolean quiet, boolean verbose) {
        this.out = out;
        this.watched = watched;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /**
     * @param watched the steps are to be shown
     * @param quiet nothing is to be shown
     * @param verbose the server's notices are to be shown too
     */
    public static ProgressOutput on(PrintStream out, boolean watched, boolean quiet, boolean verbose) {
        return new ProgressOutput(out, watched && !quiet, quiet, verbose);
    }

    /** True when the steps are shown. */
    public boolean isWatched() {
        return watched;
    }

    /** For a person who waits: what is done just now. */
    public PrintStream steps() {
        return watched ? out : NOWHERE;
    }

    /** For whoever reads the log later: warnings, retries, whom it waits for. */
    public PrintStream notes() {
        return quiet ? NOWHERE : out;
    }

    /** What a person has to fix although the work went well: even with {@code --quiet}. */
    public PrintStream warnings() {
        return out;
    }

    /** What the server says of its own accord, such as that something is there already. */
    public PrintStream notices() {
        return verbose ? notes() : NOWHERE;
    }
}
