package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What a checkup found.
 *
 * @param checkedAt the instant that all judgements refer to
 * @param findings worst first, the good ones included
 * @param unreachable why the database could not be looked at; empty when it could
 * @param samples for monitoring; empty where they were not asked for
 */
public record CheckupResult(
        Instant checkedAt, List<Finding> findings, Optional<PulseFailure> unreachable, List<Sample> samples) {

    public CheckupResult(Instant checkedAt, List<Finding> findings, Optional<PulseFailure> unreachable) {
        this(checkedAt, findings, unreachable, List.of());
    }

    /** The worst severity found; OK when there was nothing to judge. */
    public Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /** With one more finding. */
    public CheckupResult with(Finding finding) {
        return new CheckupResult(
                checkedAt,
                Stream.concat(findings.stream(), Stream.of(finding))
                        .sorted(Checkup.WORST_FIRST)
                        .toList(),
                unreachable,
                samples);
    }

    /** Without the good findings. */
    public CheckupResult notOk() {
        return new CheckupResult(
                checkedAt,
                findings.stream()
                        .filter(finding -> finding.severity() != Severity.OK)
                        .toList(),
                unreachable,
                samples);
    }

    /** An unreachable database decides the code, for it tells whether a retry is worth it. UNKNOWN always counts. */
    public ExitCode exit(Severity failOn) {
        if (unreachable.isPresent()) {
            return unreachable.get().exit();
        }
        boolean failed = findings.stream()
                .map(Finding::severity)
                .anyMatch(severity -> severity == Severity.UNKNOWN || severity.atLeast(failOn));
        return failed ? ExitCode.FINDINGS : ExitCode.DONE;
    }
}
