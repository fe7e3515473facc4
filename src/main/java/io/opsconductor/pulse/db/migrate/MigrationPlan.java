package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run will do. Pure.
 *
 * @param status every migration known to folder or history, in order
 * @param pending the files to apply, in order, up to the target
 * @param adopted files that the Python runner applied and the history does not know yet, in order
 * @param skipped files that the Python runner never ran and the history does not know as such yet, in order
 */
record MigrationPlan(
        SchemaStatus status, List<MigrationFile> pending, List<MigrationFile> adopted, List<MigrationFile> skipped) {

    /**
     * @param files the folder, in order
     * @param recorded what the database knows
     * @param target the newest version to apply; empty for all
     */
    static MigrationPlan of(List<MigrationFile> files, RecordedMigrations recorded, Optional<MigrationVersion> target) {
        Map<MigrationVersion, MigrationStatus> rows = new TreeMap<>();
        List<MigrationFile> pending = new ArrayList<>();
        List<MigrationFile> adopted = new ArrayList<>();
        List<MigrationFile> skipped = new ArrayList<>();
        for (MigrationFile file : files) {
            MigrationStatus row = recorded.statusOf(file);
            rows.put(file.version(), row);
            boolean wanted = target.isEmpty() || file.version().compareTo(target.get()) <= 0;
            if (row.state() == MigrationState.PENDING && wanted) {
                pending.add(file);
            } else if (recorded.isAdoptable(file)) {
                adopted.add(file);
            } else if (row.state() == MigrationState.SKIPPED && !recorded.isInHistory(file)) {
                skipped.add(file);
            }
        }
        recorded.byVersion().forEach((version, applied) -> {
            if (!applied.isBaseline() && !applied.isSkipped()) {
                rows.putIfAbsent(version, applied.withoutFile(version));
            }
        });
        List<MigrationStatus> status = List.copyOf(rows.values());
        return new MigrationPlan(
                new SchemaStatus(newest(status), status),
                List.copyOf(pending),
                List.copyOf(adopted),
                List.copyOf(skipped));
    }

    /** True when the database has to be told anything. */
    boolean hasWork() {
        return !pending.isEmpty() || !adopted.isEmpty() || !skipped.isEmpty();
    }

    /** The states of applied files, newest last; a changed file was applied all the same. */
    private static Optional<String> newest(List<MigrationStatus> status) {
        return status.stream()
                .filter(row -> row.state().isInDatabase())
                .reduce((earlier, later) -> later)
                .map(MigrationStatus::version);
    }
}
