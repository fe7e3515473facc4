package io.opsconductor.pulse.db.cli;

import java.io.PrintStream;
import java.time.Duration;

import io.opsconductor.pulse.db.config.Durations;
import io.opsconductor.pulse.db.migrate.MigrationProgress;

/** Progress of a migration as lines on standard error. */
final class ProgressLines implements MigrationProgress {
    private final PrintStream out;
    private String position = "";

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {
        out.println("waiting for the migration lock, held by " + holder + "; " + Durations.text(waited) + " of at most "
                + Durations.text(limit));
    }

    @Override
    public void started(String script, int number, int of) {
        int width = Integer.toString(of).length();
        position = String.format("[%" + width + "d/%d] ", number, of);
        out.println(position + script);
    }

    @Override
    public void finished(String script, Duration took) {
        out.println(position + script + " applied in " + Durations.text(took));
    }

    @Override
    public void warned(String script, String message) {
        out.println(position + script + " warning: " + message);
    }

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {
        out.println(position + script + " rolled back: " + reason + "; retry " + attempt + " of " + of + " in "
                + Durations.text(pause));
    }

    @Override
    public void adopted(int files) {
        out.println(files + " migration(s) recorded by the Python runner taken into the history");
    }
}
