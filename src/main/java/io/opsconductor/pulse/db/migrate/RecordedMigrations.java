package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the database knows of migrations. The history counts where it has rows; the Python runner's table counts only
 * where the history is empty, and then by file name: that runner gave {@code 036_…} and {@code 036a_…} the same version
 * and ran only one of them.
 */
final class RecordedMigrations {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Map<MigrationVersion, AppliedMigration> history = new TreeMap<>();
    private final Set<String> runnerScripts;
    private final Optional<MigrationVersion> baseline;

    /**
     * @param history Flyway's rows, by rank: a later row for the same version counts
     * @param runnerScripts the file names in {@code schema_migrations}
     */
    RecordedMigrations(List<AppliedMigration> history, Set<String> runnerScripts) {
        for (AppliedMigration row : history) {
            MigrationVersion.parse(row.version())
                    .ifPresent(
                            version -> this.history.compute(version, (same, earlier) -> row.takesBack() ? null : row));
        }
        this.runnerScripts = this.history.isEmpty() ? Set.copyOf(runnerScripts) : Set.of();
        this.baseline = this.history.entrySet().stream()
                .filter(entry -> entry.getValue().isBaseline())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Map<MigrationVersion, AppliedMigration> byVersion() {
        return history;
    }

    /** True when neither the history nor the Python runner recorded anything. */
    boolean isEmpty() {
        return history.isEmpty() && runnerScripts.isEmpty();
    }

    boolean isInHistory(MigrationFile file) {
        return history.containsKey(file.version());
    }

    /** True for a file that the Python runner applied and that the history has yet to take over. */
    boolean isAdoptable(MigrationFile file) {
        return runnerScripts.contains(file.script());
    }

    MigrationStatus statusOf(MigrationFile file) {
        AppliedMigration row = history.get(file.version());
        if (row != null && !row.isBaseline() && !row.isSkipped()) {
            return row.against(file);
        }
        MigrationState state = row != null && row.isSkipped() ? MigrationState.SKIPPED : unrecorded(file);
        return new MigrationStatus(file.version().label(), file.script(), state, Optional.empty(), 0);
    }

    private MigrationState unrecorded(MigrationFile file) {
        boolean belowBaseline = baseline.filter(version -> file.version().compareTo(version) <= 0)
                .isPresent();
        if (belowBaseline || isAdoptable(file)) {
            return MigrationState.APPLIED;
        }
        boolean confused = runnerScripts.stream()
                .map(NUMBER::matcher)
                .anyMatch(name -> name.lookingAt()
                        && Integer.parseInt(name.group()) == file.version().number());
        return confused ? MigrationState.SKIPPED : MigrationState.PENDING;
    }
}
