package io.opsconductor.pulse.db.migrate;

import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What is asked of a run.
 *
 * @param target the newest version to apply; empty for all
 * @param directory goes before the configured folder; empty for that
 */
public record MigrateRequest(Optional<String> target, Optional<Path> directory) {
    public static final MigrateRequest ALL = new MigrateRequest(Optional.empty(), Optional.empty());

    /** @throws PulseFailure (usage) when the target is no version */
    Optional<MigrationVersion> targetVersion() {
        return target.map(text -> MigrationVersion.parse(text)
                .orElseThrow(() -> PulseFailure.usage(
                        "--target=" + text + " is no version", "give one such as 040 or 036a; see pulse-db status")));
    }
}
