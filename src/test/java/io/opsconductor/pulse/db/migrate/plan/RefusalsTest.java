package io.opsconductor.pulse.db.migrate.plan;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintRule;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final LintProblem LINT = new LintProblem(
            "transaction-control",
            LintRule.Severity.ERROR,
            "002_x.sql",
            3,
            "COMMIT in the middle of a file",
            "leave it out");

    @Test
    void an_orderly_plan_is_not_refused() {
        assertThat(Refusals.of(plan(applied(file("001"))), MigrateRequest.ALL, List.of()))
                .isEmpty();
    }

    @Test
    void drift_is_refused_and_every_remedy_says_what_to_do() {
        refused(plan(row(file("001"), "SQL", 1, true)), "001_x.sql was changed after it was applied");
        refused(plan(row(file("001"), "SQL", 1, false)), "001_x.sql failed half-way");
        refused(plan(applied(file("000"))), "000_x.sql is applied, but not in the folder");
        refused(plan(applied(file("000")), applied(file("003"))), "(and 1 more, see pulse-db status)");
    }

    @Test
    void what_failed_half_way_is_told_before_what_changed_and_both_before_lint() {
        MigrationPlan plan = plan(row(file("001"), "SQL", 1, true), row(file("009"), "SQL", 1, false));

        assertThat(Refusals.of(plan, MigrateRequest.ALL, List.of(LINT)))
                .get()
                .asString()
                .contains("009_x.sql failed");
    }

    @Test
    void lint_is_refused_with_place_and_rule() {
        assertThat(Refusals.of(plan(), MigrateRequest.ALL, List.of(LINT))).hasValueSatisfying(refusal -> {
            assertThat(refusal.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(refusal).hasMessage("002_x.sql:3: COMMIT in the middle of a file [transaction-control]");
            assertThat(refusal.remedy()).isEqualTo("leave it out");
        });
    }

    @Test
    void a_warning_of_lint_stops_nothing() {
        LintProblem warning =
                new LintProblem("drop-in-use", LintRule.Severity.WARNING, "002_x.sql", 3, "DROP", "later");

        assertThat(Refusals.of(plan(), MigrateRequest.ALL, List.of(warning))).isEmpty();
    }

    private static void refused(MigrationPlan plan, String message) {
        Optional<PulseFailure> refusal = Refusals.of(plan, MigrateRequest.ALL, List.of());
        assertThat(refusal).hasValueSatisfying(failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.remedy()).isNotBlank();
        });
    }

    private static MigrationPlan plan(AppliedMigration... history) {
        return MigrationPlan.of(
                List.of(file("001"), file("002")),
                new RecordedMigrations(List.of(history), Set.of()),
                Optional.empty());
    }
}
