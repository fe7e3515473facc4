package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;

/**
 * What a run did, or with {@code --dry-run} would do.
 *
 * @param schemaVersion the newest version in the database afterwards; empty when there is none
 * @param applied in the order in which they were applied
 * @param pending what is still to be applied
 * @param skipped what the Python runner never ran
 * @param outside the names of those pending files that are to run outside a transaction, as far as a dry run looked
 */
public record MigrateResult(
        Optional<String> schemaVersion,
        List<AppliedFile> applied,
        List<AppliedFile> pending,
        List<AppliedFile> skipped,
        Set<String> outside) {
    MigrateResult outside(Predicate<MigrationFile> outside, List<MigrationFile> files) {
        return new MigrateResult(
                schemaVersion,
                applied,
                pending,
                skipped,
                files.stream().filter(outside).map(MigrationFile::script).collect(Collectors.toSet()));
    }
}
