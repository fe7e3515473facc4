package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What became of a rehearsal.
 *
 * @param set, backup what was restored; empty texts where nothing was, because nothing is pending
 * @param snapshotTime until when it holds what was committed; empty where it does not tell
 * @param at when the rehearsal ended
 * @param server where it was restored, without password
 * @param schemaVersion of the backup; empty when none was recorded
 * @param restore how long the restore took
 * @param bytes the size of the restored database
 * @param sourceBytes the size of the database that the backup is of, now or when it was taken; empty when not known
 * @param files that began, in order; empty when nothing is pending
 * @param changed tables whose number of rows is another
 * @param growth of the database in bytes; negative when it shrank
 * @param temporaryBytes what was written into temporary files
 * @param failure why a file failed; empty when all were applied
 * @param ratio how many times as long as its rehearsal the last rollout took; empty when there was none
 * @param start what sessions began with
 */
public record RehearsalResult(
        String set,
        String backup,
        Optional<Instant> snapshotTime,
        Instant at,
        String server,
        String serverVersion,
        Optional<String> schemaVersion,
        Duration restore,
        long bytes,
        OptionalLong sourceBytes,
        List<RehearsedFile> files,
        List<ChangedRows> changed,
        long growth,
        long temporaryBytes,
        Optional<PulseFailure> failure,
        OptionalDouble ratio,
        StartSettings start,
        List<Finding> findings) {
    public RehearsalResult {
        files = List.copyOf(files);
        changed = List.copyOf(changed);
        findings = List.copyOf(findings);
    }

    /** Nothing is pending, and nothing was restored. */
    static RehearsalResult nothing(Instant now) {
        return new RehearsalResult(
                "",
                "",
                Optional.empty(),
                now,
                "",
                "",
                Optional.empty(),
                Duration.ZERO,
                0,
                OptionalLong.empty(),
                List.of(),
                List.of(),
                0,
                0,
                Optional.empty(),
                OptionalDouble.empty(),
                StartSettings.NONE,
                List.of());
    }

    /** True when every pending file was applied, whatever it took. */
    public boolean rehearsed() {
        return failure.isEmpty() && !files.isEmpty();
    }

    /** True when nothing speaks against applying them to the database that the backup is of. */
    public boolean good() {
        return failure.isEmpty()
                && findings.stream().noneMatch(finding -> finding.severity().atLeast(Severity.UNKNOWN));
    }

    /** How bad the worst finding about a file is. */
    public Severity verdict(RehearsedFile file) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(file.script()))
                .map(Finding::severity)
                .reduce(
                        file.committed() ? Severity.OK : Severity.CRITICAL,
                        (one, other) -> one.atLeast(other) ? one : other);
    }

    public Duration took() {
        return files.stream().map(RehearsedFile::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** The restored bytes in percent of those of the database itself; empty when these are not known. */
    public OptionalLong percent() {
        return sourceBytes.isPresent() && sourceBytes.getAsLong() > 0
                ? OptionalLong.of(Math.round(100.0 * bytes / sourceBytes.getAsLong()))
                : OptionalLong.empty();
    }
}
