package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.FindingChange.Kind;

/** The findings that were not ok at the last checkup, and since when. Immutable. */
public final class OpenFindings {
    /** Before the first checkup. */
    public static final OpenFindings NONE = new OpenFindings(Map.of());

    /**
     * What tells findings of different checkups apart.
     *
     * @param number of those that are alike in all else
     */
    private record Key(Optional<String> database, String check, String subject, int number) {}

    /** What a checkup covers as a whole, or fails to look at as a whole. */
    private record Area(Optional<String> database, String check) {
        static Area of(Finding finding) {
            return new Area(finding.database(), finding.check());
        }
    }

    private record Open(Finding finding, Instant since) {}

    /** What a checkup changed, and what is open after it. */
    public record Step(List<FindingChange> changes, OpenFindings open) {}

    private final Map<Key, Open> open;

    private OpenFindings(Map<Key, Open> open) {
        this.open = open;
    }

    /** What cannot be looked at now is neither resolved nor gone: it stays open until it has been seen again. */
    public Step after(CheckupResult checkup) {
        Map<Key, Finding> now = keyed(checkup.findings());
        Set<Area> unseen = checkup.findings().stream()
                .filter(finding -> finding.severity() == Severity.UNKNOWN)
                .map(Area::of)
                .collect(Collectors.toSet());
        Map<Key, Open> next = new LinkedHashMap<>();
        List<FindingChange> changes = new ArrayList<>();
        now.forEach((key, finding) -> {
            Open before = open.get(key);
            if (finding.severity() != Severity.OK) {
                next.put(key, new Open(finding, before == null ? checkup.checkedAt() : before.since()));
            }
            kind(before, finding)
                    .ifPresent(kind -> changes.add(
                            new FindingChange(kind, finding, before == null ? checkup.checkedAt() : before.since())));
        });
        open.forEach((key, before) -> {
            if (now.containsKey(key)) {
                return;
            }
            if (unseen.contains(Area.of(before.finding()))) {
                next.put(key, before);
            } else {
                changes.add(new FindingChange(Kind.GONE, before.finding(), before.since()));
            }
        });
        return new Step(List.copyOf(changes), new OpenFindings(next));
    }

    private static Optional<Kind> kind(Open before, Finding now) {
        if (now.severity() == Severity.OK) {
            return before == null ? Optional.empty() : Optional.of(Kind.RESOLVED);
        }
        if (before == null) {
            return Optional.of(Kind.NEW);
        }
        int worse = now.severity().compareTo(before.finding().severity());
        return worse == 0 ? Optional.empty() : Optional.of(worse > 0 ? Kind.WORSE : Kind.BETTER);
    }

    private static Map<Key, Finding> keyed(List<Finding> findings) {
        Map<Key, Finding> keyed = new LinkedHashMap<>();
        for (Finding finding : findings) {
            int number = 0;
            while (keyed.containsKey(key(finding, number))) {
                number++;
            }
            keyed.put(key(finding, number), finding);
        }
        return keyed;
    }

    private static Key key(Finding finding, int number) {
        return new Key(finding.database(), finding.check(), finding.subject(), number);
    }
}
