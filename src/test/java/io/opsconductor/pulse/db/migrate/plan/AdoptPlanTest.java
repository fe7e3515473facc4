package io.opsconductor.pulse.db.migrate.plan;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import org.junit.jupiter.api.Test;

class AdoptPlanTest {
    private static final MigrationFile ONE = file("001");
    private static final MigrationFile KEYS = file("036");
    private static final MigrationFile CLEANUP = file("036a");
    private static final MigrationFile LAST = file("037");

    @Test
    void everything_up_to_and_including_the_version_is_recorded() {
        assertThat(plan("036", 3, Set.of()).adopted()).containsExactly(ONE, KEYS);
        assertThat(plan("037", 3, Set.of()).adopted()).containsExactly(ONE, KEYS, CLEANUP, LAST);
    }

    @Test
    void where_a_history_exists_or_nothing_is_there_nothing_is_adopted() {
        assertThatThrownBy(() -> plan("036", 0, Set.of())).hasMessageContaining("nothing to adopt");
        assertThatThrownBy(() -> plan("036", 3, Set.of(), applied(ONE))).hasMessageContaining("a history already");
        assertThatThrownBy(() -> plan("036", 3, Set.of("001_x.sql"))).hasMessageContaining("the Python runner");
        assertThatThrownBy(() -> plan("035", 3, Set.of())).hasMessage("no migration has version 035");
    }

    @Test
    void of_two_halves_what_is_recorded_stays_and_what_never_ran_is_not_made_up() {
        AdoptPlan plan = plan("037", 3, Set.of("036a_x.sql", "037_x.sql"), applied(ONE));

        assertThat(plan.adopted()).containsExactly(CLEANUP, LAST);
        assertThat(plan.skipped()).containsExactly(KEYS);
        assertThatThrownBy(() -> plan("036a", 3, Set.of("037_x.sql"), applied(ONE)))
                .hasMessage("version 037 is recorded as applied, and is above 036a");
    }

    private static AdoptPlan plan(String at, long objects, Set<String> runner, AppliedMigration... history) {
        return AdoptPlan.of(
                List.of(ONE, KEYS, CLEANUP, LAST),
                new RecordedMigrations(List.of(history), runner),
                objects,
                version(at));
    }
}
