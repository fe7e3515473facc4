package io.opsconductor.pulse.db.cli;

import java.io.PrintStream;
import java.time.Duration;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.migrate.MigrationProgress;

/** Progress of a migration as lines on standard error. */
final class ProgressLines implements MigrationProgress {
    private final PrintStream out;
    private boolean open;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {
        out.println("waiting for the migration lock, held by " + holder + "; " + Durations.text(waited) + " of at most "
                + Durations.text(limit));
    }

    /** The line is left open until the file is done, so that a file that takes long can be seen. */
    @Override
    public void started(String script, int number, int of) {
        String padding = " "
                .repeat(Integer.toString(of).length() - Integer.toString(number).length());
        out.print("[" + padding + number + "/" + of + "] " + script + " ");
        out.flush();
        open = true;
    }

    @Override
    public void finished(String script, Duration took) {
        out.println(open ? Durations.text(took) : "  " + script + " " + Durations.text(took));
        open = false;
    }

    @Override
    public void warned(String script, String message) {
        line("  warning: " + message);
    }

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {
        line("  rolled back: " + reason + "; retry " + attempt + " of " + of + " in " + Durations.text(pause));
    }

    @Override
    public void failed(String script) {
        out.println(open ? "failed" : "  " + script + " failed");
        open = false;
    }

    /** What has to be said of a file goes on lines of its own, below the one that was left open for it. */
    private void line(String text) {
        if (open) {
            out.println();
        }
        out.println(text);
        open = false;
    }

    @Override
    public void adopted(int files) {
        out.println(files + " migration(s) recorded by the Python runner taken into the history");
    }

    @Override
    public void adoptedFromFlyway(int files) {
        out.println(files + " migration(s) in the history under another tool's names taken for files of the folder");
    }
}
