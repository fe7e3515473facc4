package io.opsconductor.pulse.db.cli.migrate;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;

/** Progress of a migration as lines on standard error. */
public final class ProgressLines implements MigrationProgress {
    private final ProgressOutput out;
    private final List<String> held = new ArrayList<>();
    private final List<String> heldNotices = new ArrayList<>();
    private boolean open;

    ProgressLines(ProgressOutput out) {
        this.out = out;
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {
        out.notes()
                .println("waiting for the migration lock, held by " + holder + "; " + Durations.text(waited)
                        + " of at most " + Durations.text(limit));
    }

    @Override
    public void installing(int files, String folder, String database, String schema) {
        out.notes().println(installs(files, folder, database, schema));
    }

    public static String installs(int files, String folder, String database, String schema) {
        return "database " + database + " is empty: installing " + count(files) + " of " + folder
                + "; their history goes to schema " + schema;
    }

    /** The line is left open until the file is done, so that a file that takes long can be seen. */
    @Override
    public void started(String script, int number, int of) {
        String padding = " "
                .repeat(Integer.toString(of).length() - Integer.toString(number).length());
        out.steps().print("[" + padding + number + "/" + of + "] " + script + " ");
        out.steps().flush();
        open = out.isWatched();
    }

    @Override
    public void finished(String script, Duration took) {
        out.steps().println(open ? Durations.text(took) : "  " + script + " " + Durations.text(took));
        close();
    }

    @Override
    public void oldest(String script, String transaction) {
        note(script, "the oldest open transaction is that of " + transaction + "; it is waited for");
    }

    @Override
    public void heldUp(String script, String transaction) {
        note(script, "waiting for " + transaction);
    }

    @Override
    public void dropped(String index) {
        line("dropped the invalid index " + index);
    }

    /** Of a file whose line is open: below that line once it is whole. */
    @Override
    public void warned(String script, String message) {
        say(held, out.notes(), of(script, "warning: " + message));
    }

    @Override
    public void noticed(String script, String message) {
        say(heldNotices, out.notices(), of(script, "notice: " + message));
    }

    /** Of a file whose line is open: below that line once it is whole. */
    private void say(List<String> later, PrintStream stream, String text) {
        if (open) {
            later.add(text);
        } else {
            stream.println(text);
        }
    }

    @Override
    public void warned(String message) {
        out.notes().println((out.isWatched() ? "  " : "") + "warning: " + message);
    }

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {
        note(script, "rolled back: " + reason + "; retry " + attempt + " of " + of + " in " + Durations.text(pause));
    }

    @Override
    public void failed(String script) {
        out.steps().println(open ? "failed" : "  " + script + " failed");
        close();
    }

    private void close() {
        open = false;
        held.forEach(out.notes()::println);
        held.clear();
        heldNotices.forEach(out.notices()::println);
        heldNotices.clear();
    }

    /** What has to be said of a file goes on lines of its own, below the one that was left open for it. */
    private void note(String script, String text) {
        line(of(script, text));
    }

    private void line(String text) {
        if (open) {
            out.steps().println();
        }
        close();
        out.notes().println(text);
    }

    /** Where no line names the file, this one does. */
    private String of(String script, String text) {
        return (out.isWatched() ? "  " : script + ": ") + text;
    }

    @Override
    public void adopted(int files) {
        out.notes().println(count(files) + " recorded by the Python runner taken into the history");
    }

    @Override
    public void adoptedFromFlyway(int files) {
        out.notes().println(count(files) + " in the history under another tool's names taken for files of the folder");
    }

    public static String count(int files) {
        return Counted.of(files, "migration");
    }
}
