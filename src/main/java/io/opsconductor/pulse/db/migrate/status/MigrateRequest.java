package io.opsconductor.pulse.db.migrate.status;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;

/**
 * What is asked of a run.
 *
 * @param target the newest version to apply; empty for all
 * @param directory takes precedence over the configured folder; empty for that
 * @param allowOutOfOrder true applies pending files below the newest applied version
 * @param applySkipped true applies what the Python runner never ran
 * @param runAgain versions that ran without a skipped file before them, and are to run once more after it; "none" for
 *     none; empty when not decided yet
 */
public record MigrateRequest(
        Optional<String> target,
        Optional<Path> directory,
        boolean allowOutOfOrder,
        boolean applySkipped,
        List<String> runAgain) {
    public static final MigrateRequest ALL = new MigrateRequest(Optional.empty(), Optional.empty());

    public MigrateRequest(Optional<String> target, Optional<Path> directory) {
        this(target, directory, false, false, List.of());
    }

    /** @throws PulseFailure (usage) when the target is no version */
    public Optional<MigrationVersion> targetVersion() {
        return target.map(text -> version("--target", text));
    }

    /** @throws PulseFailure (usage) when the folder holds no such migration */
    public void requireTarget(List<MigrationFile> files) {
        targetVersion().ifPresent(wanted -> {
            if (files.stream().noneMatch(file -> file.version().equals(wanted))) {
                throw PulseFailure.usage(
                        "there is no migration " + target.orElseThrow(),
                        files.isEmpty()
                                ? "the folder holds none; name another by --migrations"
                                : "the newest is " + files.get(files.size() - 1).label());
            }
        });
    }

    /** @throws PulseFailure (usage) when one of them is no version */
    public Set<MigrationVersion> versionsToRunAgain() {
        return runAgain.stream()
                .filter(text -> !text.equals("none"))
                .map(text -> version("--run-again", text))
                .collect(Collectors.toSet());
    }

    public static MigrationVersion version(String option, String text) {
        return MigrationVersion.parse(text)
                .orElseThrow(() -> PulseFailure.usage(
                        option + "=" + text + " is no version", "give one such as 040 or 036a; see pulse-db status"));
    }
}
