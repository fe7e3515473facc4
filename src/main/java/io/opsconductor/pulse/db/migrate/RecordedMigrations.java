package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the database knows of migrations. The history counts where it has rows; the Python runner's table counts only
 * where the history is empty, and then by file name: that runner gave {@code 036_…} and {@code 036a_…} the same version
 * and ran only one of them.
 */
final class RecordedMigrations {
    private final Map<MigrationVersion, AppliedMigration> history = new TreeMap<>();
    private final Set<String> runnerScripts;
    private final Optional<MigrationVersion> baseline;

    /**
     * @param history Flyway's rows, by rank: a later row for the same version counts
     * @param runnerScripts the file names in {@code schema_migrations}
     */
    RecordedMigrations(List<AppliedMigration> history, Set<String> runnerScripts) {
        history.forEach(
                row -> MigrationVersion.parse(row.version()).ifPresent(version -> this.history.put(version, row)));
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

    /** True for a file that the Python runner applied and that the history has yet to take over. */
    boolean isAdoptable(MigrationFile file) {
        return runnerScripts.contains(file.script());
    }

    MigrationStatus statusOf(MigrationFile file) {
        AppliedMigration row = history.get(file.version());
        if (row != null && !row.isBaseline()) {
            return row.against(file);
        }
        return new MigrationStatus(file.version().label(), file.script(), unrecorded(file), Optional.empty(), 0);
    }

    private MigrationState unrecorded(MigrationFile file) {
        boolean belowBaseline = baseline.filter(version -> file.version().compareTo(version) <= 0)
                .isPresent();
        if (belowBaseline || isAdoptable(file)) {
            return MigrationState.APPLIED;
        }
        String number = file.version().label().substring(0, 3);
        boolean confused = runnerScripts.stream().anyMatch(script -> script.startsWith(number));
        return confused ? MigrationState.SKIPPED : MigrationState.PENDING;
    }
}
