package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.ValidateResult.Problem;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintRule;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.SchemaStatus;
import org.junit.jupiter.api.Test;

class ValidateResultTest {

    @Test
    void drift_comes_before_lint_and_what_is_in_order_is_no_problem() {
        SchemaStatus status = new SchemaStatus(
                Optional.of("005"),
                List.of(
                        row("001", MigrationState.APPLIED),
                        row("002", MigrationState.CHANGED),
                        row("003", MigrationState.MISSING),
                        row("004", MigrationState.FAILED),
                        row("005", MigrationState.SKIPPED),
                        row("006", MigrationState.PENDING)));
        LintProblem lint = new LintProblem(
                "psql-command",
                LintRule.Severity.WARNING,
                "006_x.sql",
                4,
                "the psql command \\i is no SQL",
                "write it");

        ValidateResult result = ValidateResult.of(status, List.of(lint));

        assertThat(result.files()).isEqualTo(6);
        assertThat(result.problems())
                .extracting(Problem::rule, Problem::script, Problem::line)
                .containsExactly(
                        tuple("changed", "002_x.sql", 0),
                        tuple("missing", "003_x.sql", 0),
                        tuple("failed", "004_x.sql", 0),
                        tuple("psql-command", "006_x.sql", 4));
        assertThat(result.hasErrors()).isTrue();
        assertThat(ValidateResult.of(new SchemaStatus(Optional.empty(), List.of()), List.of(lint))
                        .hasErrors())
                .as("a warning alone")
                .isFalse();
        assertThat(result.problems())
                .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    }

    private static MigrationStatus row(String version, MigrationState state) {
        return new MigrationStatus(version, version + "_x.sql", state, Optional.empty(), 0);
    }
}
