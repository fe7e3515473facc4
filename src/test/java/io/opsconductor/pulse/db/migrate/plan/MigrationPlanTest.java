package io.opsconductor.pulse.db.migrate.plan;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.row;
import static io.opsconductor.pulse.db.migrate.file.Examples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {
    private static final MigrationFile ONE = file("001");
    private static final MigrationFile KEYS = file("036");
    private static final MigrationFile CLEANUP = file("036a");
    private static final MigrationFile LAST = file("037");
    private static final List<MigrationFile> FILES = List.of(ONE, KEYS, CLEANUP, LAST);

    @Test
    void an_empty_database_gets_everything_in_order() {
        MigrationPlan plan = plan(List.of(), Set.of(), Optional.empty());

        assertThat(plan.pending()).isEqualTo(FILES);
        assertThat(plan.adopted()).isEmpty();
        assertThat(plan.status().schemaVersion()).isEmpty();
    }

    @Test
    void what_is_applied_is_not_applied_again() {
        MigrationPlan plan = plan(List.of(applied(ONE), applied(KEYS)), Set.of(), Optional.empty());

        assertThat(plan.pending()).containsExactly(CLEANUP, LAST);
        assertThat(plan.status().schemaVersion()).contains("036");
    }

    @Test
    void the_target_is_the_last_to_be_applied() {
        assertThat(plan(List.of(), Set.of(), Optional.of(version("036"))).pending())
                .containsExactly(ONE, KEYS);
        assertThat(plan(List.of(), Set.of(), Optional.of(version("036a"))).pending())
                .containsExactly(ONE, KEYS, CLEANUP);
        assertThat(plan(List.of(), Set.of(), Optional.of(version("035"))).pending())
                .containsExactly(ONE);
    }

    @Test
    void a_target_hides_no_state() {
        assertThat(plan(List.of(), Set.of(), Optional.of(version("001")))
                        .status()
                        .in(MigrationState.PENDING))
                .hasSize(4);
    }

    @Test
    void what_only_the_history_knows_is_missing_and_shown_in_its_place() {
        MigrationFile gone = file("020");
        MigrationPlan plan = plan(
                List.of(applied(ONE), applied(gone), row(file("021"), "SQL", 1, false)), Set.of(), Optional.empty());

        assertThat(plan.status().migrations())
                .extracting(MigrationStatus::version, MigrationStatus::state)
                .startsWith(
                        tuple("001", MigrationState.APPLIED),
                        tuple("020", MigrationState.MISSING),
                        tuple("021", MigrationState.FAILED),
                        tuple("036", MigrationState.PENDING));
        assertThat(plan.status().schemaVersion()).contains("020");
    }

    @Test
    void a_baseline_is_no_missing_file() {
        MigrationPlan plan = plan(List.of(row(file("010"), "BASELINE", null, true)), Set.of(), Optional.empty());

        assertThat(plan.status().in(MigrationState.MISSING)).isEmpty();
        assertThat(plan.pending()).containsExactly(KEYS, CLEANUP, LAST);
    }

    @Test
    void a_database_of_the_python_runner_is_adopted_and_its_gap_reported() {
        MigrationPlan plan = plan(List.of(), Set.of("001_x.sql", "036a_x.sql"), Optional.empty());

        assertThat(plan.adopted()).containsExactly(ONE, CLEANUP);
        assertThat(plan.pending()).as("the skipped file only on request").containsExactly(LAST);
        assertThat(plan.status().in(MigrationState.SKIPPED))
                .extracting(MigrationStatus::script)
                .containsExactly("036_x.sql");
    }

    @Test
    void a_target_does_not_keep_the_python_runners_work_from_being_adopted() {
        MigrationPlan plan = plan(List.of(), Set.of("001_x.sql", "037_x.sql"), Optional.of(version("036")));

        assertThat(plan.adopted()).containsExactly(ONE, LAST);
        assertThat(plan.pending()).containsExactly(KEYS);
    }

    @Test
    void what_the_python_runner_skipped_stays_skipped_once_the_history_has_taken_over() {
        MigrationPlan first = plan(List.of(), Set.of("036a_x.sql"), Optional.empty());
        MigrationPlan second = plan(
                List.of(applied(CLEANUP), row(KEYS, "SKIPPED", KEYS.checksum(), true), applied(ONE)),
                Set.of("036a_x.sql"),
                Optional.empty());

        assertThat(first.skipped()).containsExactly(KEYS);
        assertThat(second.skipped()).as("known already").isEmpty();
        assertThat(second.pending()).containsExactly(LAST);
        assertThat(second.status().in(MigrationState.SKIPPED))
                .extracting(MigrationStatus::script)
                .containsExactly("036_x.sql");
        assertThat(second.status().schemaVersion()).contains("036a");
    }

    @Test
    void a_skipped_file_that_was_applied_afterwards_is_applied() {
        MigrationPlan plan = plan(
                List.of(applied(CLEANUP), row(KEYS, "SKIPPED", KEYS.checksum(), true), applied(ONE), applied(KEYS)),
                Set.of(),
                Optional.empty());

        assertThat(plan.status().in(MigrationState.SKIPPED)).isEmpty();
        assertThat(plan.pending()).containsExactly(LAST);
    }

    @Test
    void a_row_that_flyways_repair_took_back_counts_no_more() {
        MigrationPlan plan = plan(
                List.of(applied(ONE), applied(KEYS), row(KEYS, "DELETE", KEYS.checksum(), true)),
                Set.of(),
                Optional.empty());

        assertThat(plan.pending()).containsExactly(KEYS, CLEANUP, LAST);
    }

    @Test
    void a_pending_file_below_the_newest_is_out_of_order_and_one_above_is_not() {
        MigrationPlan plan = plan(List.of(applied(ONE), applied(CLEANUP)), Set.of(), Optional.empty());

        assertThat(plan.status().migrations())
                .filteredOn(MigrationStatus::outOfOrder)
                .extracting(MigrationStatus::script)
                .containsExactly("036_x.sql");
        assertThat(plan.permission(KEYS)).isEqualTo("out of order, by --allow-out-of-order");
        assertThat(plan.permission(LAST)).isEmpty();
    }

    @Test
    void skipped_files_are_pending_on_request_and_what_follows_them_waits_for_a_decision() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(), Set.of("001_x.sql", "036a_x.sql", "037_x.sql"));

        MigrationPlan asked = MigrationPlan.of(FILES, recorded, late());
        MigrationPlan again = MigrationPlan.of(FILES, recorded, late("036a"));
        MigrationPlan none = MigrationPlan.of(FILES, recorded, late("none"));

        assertThat(asked.undecided()).containsExactly(CLEANUP);
        assertThat(again.undecided()).isEmpty();
        assertThat(again.pending()).containsExactly(KEYS, CLEANUP);
        assertThat(again.again()).containsExactly(CLEANUP);
        assertThat(none.undecided()).isEmpty();
        assertThat(none.pending()).containsExactly(KEYS);
        assertThat(MigrationPlan.of(FILES, recorded, late("037")).pending())
                .as("only what follows a skipped file runs again")
                .containsExactly(KEYS);
    }

    private static MigrateRequest late(String... runAgain) {
        return new MigrateRequest(Optional.empty(), Optional.empty(), false, true, List.of(runAgain));
    }

    private static MigrationPlan plan(
            List<AppliedMigration> history, Set<String> runnerScripts, Optional<MigrationVersion> target) {
        return MigrationPlan.of(FILES, new RecordedMigrations(history, runnerScripts), target);
    }
}
