package io.opsconductor.pulse.db.migrate;

import java.util.List;

import io.opsconductor.pulse.db.migrate.index.IndexRepairPlan;

/** What {@code repair rebuild-indexes} did, or with {@code --dry-run} would do. */
public record IndexRepairResult(List<Row> indexes) {

    /**
     * One invalid index.
     *
     * @param statements as they were or would be run; empty when it is left as it is
     * @param left why it is left as it is; empty when it is not
     * @param problem what went wrong; empty when it is repaired, or would be
     */
    public record Row(String index, String table, List<String> statements, String left, String problem) {

        static Row of(IndexRepairPlan.Step step, String problem) {
            return new Row(step.index().name(), step.index().table(), step.statements(), step.left(), problem);
        }
    }

    static IndexRepairResult planned(IndexRepairPlan plan) {
        return new IndexRepairResult(
                plan.steps().stream().map(step -> Row.of(step, "")).toList());
    }

    /** True when every index that was to be repaired is. */
    public boolean succeeded() {
        return indexes.stream().allMatch(row -> row.problem().isEmpty());
    }
}
