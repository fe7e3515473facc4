package io.opsconductor.pulse.db.migrate.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.legacy.RunnerHistory;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;

/**
 * What the database knows of migrations. The history counts where it has rows; the Python runner's table counts only
 * where the history is empty, and then by file name: that runner gave {@code 036_…} and {@code 036a_…} the same version
 * and ran only one of them. Our own log tells what neither can hold: attempts, and the files that count.
 */
public final class RecordedMigrations {
    private final Map<MigrationVersion, AppliedMigration> history = new TreeMap<>();
    private final Map<String, AppliedMigration> unreadable = new LinkedHashMap<>();
    private final Set<MigrationVersion> takenBack = new HashSet<>();
    private final RunnerHistory runner;
    private final Map<MigrationVersion, LoggedMigration> log = new TreeMap<>();
    private final Set<String> loggedScripts;
    private final boolean underWay;
    private final Optional<MigrationVersion> baseline;

    public RecordedMigrations(List<AppliedMigration> history, Set<String> runnerScripts) {
        this(history, runnerScripts, List.of(), false);
    }

    /**
     * @param history Flyway's rows, by rank: a later row for the same version counts
     * @param runnerScripts the file names in {@code schema_migrations}
     * @param log one entry for each version that our log knows
     * @param underWay true when another run holds the lock, so that an attempt without an end may still be running
     */
    public RecordedMigrations(
            List<AppliedMigration> history, Set<String> runnerScripts, List<LoggedMigration> log, boolean underWay) {
        history.forEach(this::add);
        this.runner = new RunnerHistory(runnerScripts);
        log.forEach(
                entry -> MigrationVersion.parse(entry.version()).ifPresent(version -> this.log.put(version, entry)));
        this.loggedScripts = log.stream().map(LoggedMigration::script).collect(Collectors.toSet());
        this.underWay = underWay;
        this.baseline = this.history.entrySet().stream()
                .filter(entry -> entry.getValue().isBaseline())
                .map(Map.Entry::getKey)
                .reduce((lower, higher) -> higher);
    }

    private void add(AppliedMigration row) {
        Optional<MigrationVersion> parsed = MigrationVersion.parse(row.version());
        if (parsed.isEmpty()) {
            unreadable.compute(row.version(), (same, earlier) -> row.takesBack() ? null : row);
        } else if (row.takesBack()) {
            history.remove(parsed.get());
            takenBack.add(parsed.get());
        } else {
            history.put(parsed.get(), row);
        }
    }

    boolean hasHistory() {
        return !history.isEmpty() || !unreadable.isEmpty();
    }

    /** True when neither the history nor the Python runner recorded anything. */
    public boolean isEmpty() {
        return !hasHistory() && runner.isEmpty();
    }

    boolean isInHistory(MigrationFile file) {
        return history.containsKey(file.version());
    }

    public Optional<MigrationVersion> newest() {
        return history.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().isSkipped() && entry.getValue().success())
                .map(Map.Entry::getKey)
                .reduce((lower, higher) -> higher);
    }

    /** The history's row of what is about to be repaired; empty where only the Python runner or our log knows it. */
    Optional<AppliedMigration> row(MigrationStatus status) {
        return MigrationVersion.parse(status.version())
                .map(history::get)
                .or(() -> Optional.ofNullable(unreadable.get(status.version())));
    }

    /** True for a file that the Python runner applied and that the history has yet to take over. */
    boolean isAdoptable(MigrationFile file) {
        return !hasHistory() && runner.applied(file);
    }

    /** The history's row of a file that it knows under another tool's name, and of which our log knows nothing yet. */
    Optional<AppliedMigration> foreign(MigrationFile file) {
        return Optional.ofNullable(history.get(file.version()))
                .filter(row -> !row.isBaseline() && !row.isSkipped() && row.success())
                .filter(row -> row.isForeignTo(file) && !log.containsKey(file.version()));
    }

    /** True where history and Python runner each recorded a part: this file only the runner. */
    boolean isSplit(MigrationFile file) {
        return hasHistory()
                && runner.applied(file)
                && !isInHistory(file)
                && !isCovered(file)
                && !takenBack.contains(file.version())
                && unfinished(file).isEmpty();
    }

    boolean wasSkipped(MigrationFile file) {
        return runner.skipped(file);
    }

    MigrationStatus statusOf(MigrationFile file) {
        AppliedMigration row = history.get(file.version());
        if (row != null && !row.isBaseline() && !row.isSkipped()) {
            return row.against(file, Optional.ofNullable(log.get(file.version())));
        }
        MigrationState state = row != null && row.isSkipped() ? MigrationState.SKIPPED : unrecorded(file);
        LoggedMigration logged = log.get(file.version());
        boolean again = logged != null && logged.event() == MigrationEvent.RETRY;
        String note = unfinished(file)
                .filter(attempt -> state == MigrationState.FAILED || state == MigrationState.PENDING)
                .map(attempt -> (underWay ? "running: " : "") + attempt.attempt())
                .orElse(state == MigrationState.SKIPPED && again ? "to be run once more" : "");
        return new MigrationStatus(file.label(), file.script(), state, Optional.empty(), 0).noting(note);
    }

    private MigrationState unrecorded(MigrationFile file) {
        if (isCovered(file) || isAdoptable(file)) {
            return MigrationState.APPLIED;
        }
        if (unfinished(file).isPresent()) {
            return underWay ? MigrationState.PENDING : MigrationState.FAILED;
        }
        return !hasHistory() && runner.skipped(file) ? MigrationState.SKIPPED : MigrationState.PENDING;
    }

    private Optional<LoggedMigration> unfinished(MigrationFile file) {
        return isInHistory(file) || takenBack.contains(file.version())
                ? Optional.empty()
                : Optional.ofNullable(log.get(file.version())).filter(LoggedMigration::isUnfinished);
    }

    /** True for a file that a baseline of Flyway stands for. */
    boolean isCovered(MigrationFile file) {
        return baseline.filter(version -> file.version().compareTo(version) <= 0)
                .isPresent();
    }

    /** What is recorded and has no file, in order: of the history first, then what only the Python runner knows. */
    public List<MigrationStatus> withoutFile(List<MigrationFile> files) {
        Set<MigrationVersion> versions =
                files.stream().map(MigrationFile::version).collect(Collectors.toSet());
        Set<String> known = files.stream().map(MigrationFile::script).collect(Collectors.toSet());
        known.addAll(loggedScripts);
        history.values().forEach(row -> known.add(row.script()));
        List<MigrationStatus> missing = new ArrayList<>();
        history.forEach((version, row) -> {
            if (!versions.contains(version) && !row.isBaseline() && !row.isSkipped()) {
                missing.add(row.withoutFile(version.label(row.script())));
            }
        });
        log.forEach((version, entry) -> {
            if (entry.event() == MigrationEvent.BEGAN && !versions.contains(version) && !history.containsKey(version)) {
                missing.add(new MigrationStatus(
                                version.label(entry.script()),
                                entry.script(),
                                MigrationState.FAILED,
                                Optional.empty(),
                                0)
                        .noting(entry.attempt()));
            }
        });
        unreadable.forEach((version, row) -> missing.add(row.withoutFile(version)));
        runner.withoutFile(known).forEach(missing::add);
        return missing;
    }
}
