package io.opsconductor.pulse.db.migrate;

import java.util.List;

import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.plan.RepairPlan;
import io.opsconductor.pulse.db.migrate.status.RepairAction;

/**
 * What a repair changed, or with {@code --dry-run} would change.
 *
 * @param repaired in the order in which they were named
 * @param leftovers what an attempt outside a transaction may have left
 */
public record RepairResult(RepairAction action, List<Repaired> repaired, List<Leftover> leftovers) {

    /** @param was what the status said of it before */
    public record Repaired(String version, String script, String was) {}

    /**
     * An invalid index that no session is building.
     *
     * @param cure before a retry it goes, for the file makes it anew; of a file that counts as applied it is rebuilt
     */
    public record Leftover(String index, String cure) {
        static Leftover of(RepairAction action, InvalidIndex index) {
            return new Leftover(
                    index.name(),
                    action == RepairAction.RETRY
                            ? index.dropping()
                            : "pulse-db repair rebuild-indexes " + ShellWord.of(index.name()));
        }
    }

    /** Their names, with their schemas. */
    public List<String> invalidIndexes() {
        return leftovers.stream().map(Leftover::index).toList();
    }

    static RepairResult of(RepairPlan plan, List<Leftover> leftovers) {
        return new RepairResult(
                plan.action(),
                plan.steps().stream()
                        .map(step -> new Repaired(
                                MigrationVersion.parse(step.version())
                                        .map(version -> version.label(step.script()))
                                        .orElse(step.version()),
                                step.script(),
                                step.was()))
                        .toList(),
                leftovers);
    }
}
