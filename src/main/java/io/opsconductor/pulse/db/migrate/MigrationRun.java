package io.opsconductor.pulse.db.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** How far a run has come. A file counts as applied once the next one begins or Flyway is done: then it is committed. */
final class MigrationRun {
    private final MigrationPlan plan;
    private final List<MigrationFile> pending;
    private final MigrationProgress progress;
    private final Stop stop;
    private final List<AppliedFile> applied = new ArrayList<>();
    private String current;
    private long startedAt;

    MigrationRun(MigrationPlan plan, MigrationProgress progress, Stop stop) {
        this.plan = plan;
        this.pending = plan.pending();
        this.progress = progress;
        this.stop = stop;
    }

    boolean isStopped() {
        return stop.isRequested();
    }

    MigrationProgress progress() {
        return progress;
    }

    List<AppliedFile> applied() {
        return List.copyOf(applied);
    }

    /** What is left to do, the file that failed included. */
    List<MigrationFile> remaining() {
        return pending.subList(applied.size(), pending.size());
    }

    /** Why the file may run although it would not by itself; empty for the ordinary case. */
    String permission(MigrationFile file) {
        return plan.permission(file);
    }

    MigrationFile file(String script) {
        return pending.stream()
                .filter(file -> file.script().equals(script))
                .findFirst()
                .orElseThrow();
    }

    /** @throws PulseFailure (not now) when this process was told to stop: the file does not begin */
    void started(String script) {
        finished();
        if (isStopped()) {
            throw PulseFailure.notNow(
                    "told to stop before " + script + "; " + kept(), "run migrate again: it goes on from there", null);
        }
        current = script;
        startedAt = System.nanoTime();
        progress.started(script, applied.size() + 1, pending.size());
    }

    /** What stays, whatever becomes of the current file. */
    String kept() {
        return applied.isEmpty() ? "nothing was applied before it" : applied.size() + " file(s) before it stay applied";
    }

    /** The current file is committed. */
    void finished() {
        if (current != null) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
            applied.add(new AppliedFile(file(current).version().label(), current, took.toMillis()));
            progress.finished(current, took);
            current = null;
        }
    }

    /** The current file was rolled back; gives its name, or an empty text when none had begun. */
    String rolledBack() {
        String script = current == null ? "" : current;
        current = null;
        return script;
    }
}
