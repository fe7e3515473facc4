package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;

/**
 * What a run did, or with {@code --dry-run} would do.
 *
 * @param schemaVersion the newest version in the database afterwards; empty when there is none
 * @param applied in the order in which they were applied
 * @param pending what is still to be applied
 * @param skipped what the Python runner never ran
 */
public record MigrateResult(
        Optional<String> schemaVersion,
        List<AppliedFile> applied,
        List<AppliedFile> pending,
        List<AppliedFile> skipped) {}
