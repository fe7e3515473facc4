package io.opsconductor.pulse.db.migrate;

import java.util.List;

/**
 * What a repair changed, or with {@code --dry-run} would change.
 *
 * @param repaired in the order in which they were named
 * @param invalidIndexes what an attempt outside a transaction may have left; to be dropped before a retry
 */
public record RepairResult(RepairAction action, List<Repaired> repaired, List<String> invalidIndexes) {

    /** @param was what the status said of it before */
    public record Repaired(String version, String script, String was) {}

    static RepairResult of(RepairPlan plan, List<String> invalidIndexes) {
        return new RepairResult(
                plan.action(),
                plan.steps().stream()
                        .map(step -> new Repaired(
                                MigrationVersion.parse(step.version())
                                        .map(MigrationVersion::label)
                                        .orElse(step.version()),
                                step.script(),
                                step.was()))
                        .toList(),
                invalidIndexes);
    }
}
