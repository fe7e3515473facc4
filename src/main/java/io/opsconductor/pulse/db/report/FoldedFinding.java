package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Findings that say the same of the same subject, as one: a server that is away makes every check unknown, and the reason
 * needs to be read once. Good findings are left alone.
 *
 * @param finding the first of them
 * @param checks the checks of all of them
 */
public record FoldedFinding(Finding finding, List<String> checks) {

    /** In the order of the first of each. */
    public static List<FoldedFinding> of(List<Finding> findings) {
        Map<Object, List<Finding>> alike = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Object key = finding.severity() == Severity.OK
                    ? new Object()
                    : List.of(
                            finding.severity(),
                            finding.subject(),
                            finding.database(),
                            finding.measured(),
                            finding.target(),
                            finding.message(),
                            finding.cure());
            alike.computeIfAbsent(key, first -> new ArrayList<>()).add(finding);
        }
        return alike.values().stream()
                .map(same -> new FoldedFinding(
                        same.get(0), same.stream().map(Finding::check).toList()))
                .toList();
    }

    /** The check, or how many. */
    public String name() {
        return checks.size() == 1 ? checks.get(0) : Counted.of(checks.size(), "check");
    }

    /** Their names, where there are several. */
    public Optional<String> others() {
        return checks.size() == 1
                ? Optional.empty()
                : Optional.of(checks.stream().distinct().collect(Collectors.joining(", ")));
    }
}
