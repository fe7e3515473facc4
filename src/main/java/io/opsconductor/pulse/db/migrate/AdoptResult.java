package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.plan.AdoptPlan;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;

/**
 * What {@code adopt} recorded, or with {@code --dry-run} would record.
 *
 * @param schemaVersion the newest version that is applied from here on
 * @param adopted recorded as applied, not run
 * @param skipped recorded as never run
 * @param pending what the next migrate applies
 */
public record AdoptResult(
        Optional<String> schemaVersion,
        List<AppliedFile> adopted,
        List<AppliedFile> skipped,
        List<AppliedFile> pending) {

    static AdoptResult of(AdoptPlan plan, List<MigrationFile> files) {
        return new AdoptResult(
                files.stream()
                        .filter(file -> file.version().equals(plan.at()))
                        .map(MigrationFile::label)
                        .findFirst()
                        .or(() -> Optional.of(plan.at().label())),
                list(plan.adopted()),
                list(plan.skipped()),
                list(files.stream()
                        .filter(file -> file.version().compareTo(plan.at()) > 0)
                        .toList()));
    }

    private static List<AppliedFile> list(List<MigrationFile> files) {
        return files.stream().map(AppliedFile::pending).toList();
    }
}
