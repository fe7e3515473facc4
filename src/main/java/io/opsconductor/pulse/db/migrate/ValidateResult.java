package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintRule.Severity;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;

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
     * @param severity an error keeps {@code migrate} from beginning, a warning does not
     */
    public record Problem(String rule, String script, int line, String message, String remedy, Severity severity) {
        public Problem(String rule, String script, int line, String message, String remedy) {
            this(rule, script, line, message, remedy, Severity.ERROR);
        }
    }

    /** True when something is wrong; warnings alone are no reason to stop. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    static ValidateResult of(SchemaStatus status, List<LintProblem> lint) {
        List<Problem> problems = new ArrayList<>();
        for (MigrationStatus row : status.migrations()) {
            if (DRIFT.contains(row.state()) || row.outOfOrder()) {
                String rule = row.outOfOrder() ? "out-of-order" : row.state().word();
                problems.add(new Problem(rule, row.script(), 0, Drift.what(row), Drift.remedy(row)));
            }
        }
        lint.forEach(found -> problems.add(new Problem(
                found.rule(), found.script(), found.line(), found.message(), found.remedy(), found.severity())));
        return new ValidateResult(status.migrations().size(), List.copyOf(problems));
    }
}
