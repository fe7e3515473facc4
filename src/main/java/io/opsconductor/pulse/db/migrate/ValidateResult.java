package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is not as it should be with the files.
 *
 * @param files how many were read
 * @param problems drift first, then lint; empty when all is well
 */
public record ValidateResult(int files, List<Problem> problems) {
    private static final Set<MigrationState> DRIFT =
            Set.of(MigrationState.CHANGED, MigrationState.MISSING, MigrationState.FAILED);

    /**
     * @param rule {@code changed}, {@code missing}, {@code failed}, {@code out-of-order}, or a lint rule's id
     * @param line counted from 1; 0 when the whole file is meant
     */
    public record Problem(String rule, String script, int line, String message, String remedy) {}

    static ValidateResult of(SchemaStatus status, List<LintProblem> lint) {
        List<Problem> problems = new ArrayList<>();
        for (MigrationStatus row : status.migrations()) {
            if (DRIFT.contains(row.state()) || row.outOfOrder()) {
                String rule = row.outOfOrder() ? "out-of-order" : row.state().word();
                problems.add(new Problem(rule, row.script(), 0, Drift.what(row), Drift.remedy(row)));
            }
        }
        lint.forEach(found ->
                problems.add(new Problem(found.rule(), found.script(), found.line(), found.message(), found.remedy())));
        return new ValidateResult(status.migrations().size(), List.copyOf(problems));
    }
}
