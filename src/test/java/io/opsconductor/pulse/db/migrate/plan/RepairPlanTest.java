package io.opsconductor.pulse.db.migrate.plan;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.Test;

class RepairPlanTest {
    private static final MigrationFile ONE = file("001");
    private static final MigrationFile LETTER = file("036a");

    @Test
    void a_changed_file_is_found_by_version_and_by_name() {
        RecordedMigrations recorded =
                new RecordedMigrations(List.of(applied(ONE), row(LETTER, "SQL", 5, true)), Set.of());

        for (String name : List.of("036a", "36a", "36.1", "036a_x.sql")) {
            RepairPlan plan = RepairPlan.of(RepairAction.ACCEPT_CHANGED, List.of(name), files(), recorded);
            assertThat(plan.steps())
                    .containsExactly(new RepairPlan.Step(
                            "36.1", "36.1", "036a_x.sql", LETTER, "was changed after it was applied; checksum 5"));
        }
    }

    @Test
    void a_migration_that_is_named_twice_is_repaired_once() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(row(ONE, "SQL", 5, false)), Set.of());

        assertThat(RepairPlan.of(RepairAction.MARK_APPLIED, List.of("001", "001_x.sql"), files(), recorded)
                        .steps())
                .hasSize(1);
    }

    @Test
    void a_script_that_only_the_python_runner_knows_never_takes_the_row_of_another() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(applied(ONE)), Set.of("001_other.sql"));

        RepairPlan plan = RepairPlan.of(RepairAction.FORGET_MISSING, List.of("001_other.sql"), files(), recorded);

        assertThat(plan.steps()).extracting(RepairPlan.Step::version).containsExactly("001_other.sql");
    }

    @Test
    void each_action_is_for_one_state_only() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(applied(ONE)), Set.of());

        for (RepairAction action : RepairAction.values()) {
            assertThatThrownBy(() -> RepairPlan.of(action, List.of("001"), files(), recorded))
                    .hasMessageContaining("001_x.sql is applied, and " + action.word() + " is for what is ");
            assertThat(action.explanation()).isNotBlank();
        }
    }

    private static List<MigrationFile> files() {
        return List.of(ONE, LETTER);
    }
}
