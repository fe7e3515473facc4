package io.opsconductor.pulse.db.cli.check;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.fix.FixProgress;
import io.opsconductor.pulse.db.timescale.fix.FixStep;

/** How {@code check --fix} gets on, as lines on standard error. */
final class FixLines implements FixProgress {
    private final ProgressOutput out;
    private final Optional<String> database;

    /** @param database its configured name; empty for the main one */
    FixLines(ProgressOutput out, Optional<String> database) {
        this.out = out;
        this.database = database;
    }

    /** The line is left open until the step is done, so that one that takes long can be seen. */
    @Override
    public void started(FixStep step, int number, int of) {
        out.steps().print("[" + number + "/" + of + "] " + subject(step) + ": " + step.does() + " ");
        out.steps().flush();
    }

    @Override
    public void finished(FixStep step, Duration took) {
        out.steps().println(Durations.text(took));
    }

    @Override
    public void failed(FixStep step, PulseFailure failure) {
        out.notes().println((out.isWatched() ? "" : subject(step) + ": ") + "failed: " + failure.getMessage());
    }

    @Override
    public void stopped(int notBegun, String reason) {
        out.notes().println(reason + ": " + notBegun + " not begun");
    }

    @Override
    public void notLogged(PulseFailure failure) {
        out.warnings().println("maintenance_log could not be written: " + failure.getMessage());
    }

    private String subject(FixStep step) {
        return Finding.subjectAt(database, step.subject());
    }
}
