package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.plan.MigrationPlan;
import io.opsconductor.pulse.db.migrate.plan.ScannedFiles;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/** How far a run has come. A file counts as applied once the next one begins or Flyway is done: then it is committed. */
public final class MigrationRun {
    private static final int PORTION = 200;

    private final MigrationPlan plan;
    private final List<MigrationFile> pending;
    private final MigrationProgress progress;
    private final StatementWatch watch;
    private final List<AppliedFile> applied = new ArrayList<>();
    private final Map<String, MigrationFile> byScript = new HashMap<>();
    private final ScannedFiles scanned;
    private List<InvalidIndex> left = List.of();
    private String current;
    private boolean opened;
    private long startedAt;

    /** @param scanned what is known of the files' text already */
    public MigrationRun(MigrationPlan plan, ScannedFiles scanned, MigrationProgress progress, StatementWatch watch) {
        this.watch = watch;
        this.scanned = scanned;
        this.plan = plan;
        this.pending = plan.pending();
        this.progress = progress;
        pending.forEach(file -> byScript.put(file.script(), file));
    }

    MigrationProgress progress() {
        return progress;
    }

    StatementWatch watch() {
        return watch;
    }

    public List<AppliedFile> applied() {
        return List.copyOf(applied);
    }

    /** What is left to do, the file that failed included. */
    List<MigrationFile> remaining() {
        return pending.subList(applied.size(), pending.size());
    }

    /** The schemas that what is left to do names. */
    NamedSchemas named() {
        return scanned.named(remaining());
    }

    /** The schemas that what is left to do puts into its search path. */
    SetPaths paths() {
        return scanned.paths(remaining());
    }

    /** No more than Flyway can take at once: before every file it goes through all of them. */
    List<MigrationFile> next() {
        List<MigrationFile> remaining = remaining();
        return remaining.subList(0, Math.min(PORTION, remaining.size()));
    }

    /** Why the file may run although it would not by itself; empty for the ordinary case. */
    String permission(MigrationFile file) {
        return plan.permission(file);
    }

    MigrationFile file(String script) {
        return byScript.get(script);
    }

    /** True for a file that holds what cannot run in a transaction. */
    boolean isOutsideTransaction(MigrationFile file) {
        return scanned.of(file).runsOutsideTransaction();
    }

    /**
     * True for a file whose commit waits for the disk: the last one, and one outside a transaction. The commits before
     * it are on disk as soon as it is, for the server writes them down in order.
     */
    boolean isDurable(MigrationFile file) {
        return file == pending.get(pending.size() - 1) || isOutsideTransaction(file);
    }

    /** See {@link ScannedScript#mayGrant}. */
    boolean mayGrant(MigrationFile file) {
        return scanned.of(file).mayGrant();
    }

    /** See {@link MigrationFile#digest}. */
    String digest(MigrationFile file) {
        return scanned.of(file).digest();
    }

    /**
     * The file's statements from a place between two of them on.
     *
     * @param line of that place, counted from 1
     */
    Iterator<SqlStatement> statements(MigrationFile file, int from, int line) {
        return file.isHeld() && from == 0
                ? scanned.of(file).statements().iterator()
                : SqlScanner.statements(file.text(), from, line);
    }

    /** @throws PulseFailure (not now) when this process was told to stop: the file does not begin */
    void started(String script) {
        finished();
        if (StopRequest.isUnderWay()) {
            throw PulseFailure.notNow(
                    "told to stop before " + script + "; " + kept(), "run migrate again: it goes on from there", null);
        }
        current = script;
        startedAt = System.nanoTime();
        progress.started(script, applied.size() + 1, pending.size());
    }

    /** What the server says beside its answers to the current file, that to its COMMIT included. */
    void heard(SQLWarning said) {
        if (current == null) {
            LockedSession.heard(said, progress);
        } else if (ServerContext.isWarning(said)) {
            progress.warned(current, ServerContext.of(said));
        } else {
            progress.noticed(current, said.getMessage());
        }
    }

    /** The invalid indexes that a file outside a transaction left when it failed. */
    void left(List<InvalidIndex> indexes) {
        left = List.copyOf(indexes);
    }

    List<InvalidIndex> left() {
        return left;
    }

    /** What stays, whatever becomes of the current file. */
    String kept() {
        return applied.isEmpty()
                ? "nothing was applied before it"
                : Counted.of(applied.size(), "file") + " before it " + (applied.size() == 1 ? "stays" : "stay")
                        + " applied";
    }

    /** The current file is committed. */
    void finished() {
        if (current != null) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
            applied.add(new AppliedFile(file(current).label(), current, took.toMillis()));
            progress.finished(current, took);
            watch.committed(file(current));
            opened |= scanned.of(file(current)).mayOpenThePath();
            current = null;
        }
    }

    /** Whether a file that was applied since this was asked may have let other roles create where names are looked for, or attach. */
    boolean mayHaveOpenedThePath() {
        boolean may = opened;
        opened = false;
        return may;
    }

    /** The current file was rolled back; gives its name, or an empty text when none had begun. */
    String rolledBack() {
        String script = current == null ? "" : current;
        current = null;
        return script;
    }
}
