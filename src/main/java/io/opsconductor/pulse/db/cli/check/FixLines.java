package io.opsconductor.pulse.db.cli.check;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.fix.FixProgress;
import io.opsconductor.pulse.db.timescale.fix.FixStep;

/** How {@code check --fix} gets on, as lines on standard error. */
final class FixLines implements FixProgress {
    private final PrintStream out;
    private final Optional<String> database;

    /** @param database its configured name; empty for the main one */
    FixLines(PrintStream out, Optional<String> database) {
        this.out = out;
        this.database = database;
    }

    /** The line is left open until the step is done, so that one that takes long can be seen. */
    @Override
    public void started(FixStep step, int number, int of) {
        out.print("[" + number + "/" + of + "] " + Finding.subjectAt(database, step.subject()) + ": " + step.does()
                + " ");
        out.flush();
    }

    @Override
    public void finished(FixStep step, Duration took) {
        out.println(Durations.text(took));
    }

    @Override
    public void failed(FixStep step, PulseFailure failure) {
        out.println("failed: " + failure.getMessage());
    }

    @Override
    public void stopped(int notBegun, String reason) {
        out.println(reason + ": " + notBegun + " not begun");
    }

    @Override
    public void notLogged(PulseFailure failure) {
        out.println("maintenance_log could not be written: " + failure.getMessage());
    }
}
