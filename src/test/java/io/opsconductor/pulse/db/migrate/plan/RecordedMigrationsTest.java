package io.opsconductor.pulse.db.migrate.plan;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.row;
import static io.opsconductor.pulse.db.migrate.status.MigrationState.APPLIED;
import static io.opsconductor.pulse.db.migrate.status.MigrationState.CHANGED;
import static io.opsconductor.pulse.db.migrate.status.MigrationState.FAILED;
import static io.opsconductor.pulse.db.migrate.status.MigrationState.PENDING;
import static io.opsconductor.pulse.db.migrate.status.MigrationState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.Examples;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import org.junit.jupiter.api.Test;

class RecordedMigrationsTest {
    private static final MigrationFile ONE = file("001");
    private static final MigrationFile KEYS = file("036");
    private static final MigrationFile CLEANUP = file("036a");
    private static final MigrationFile THOUSAND = file("1000");

    @Test
    void a_row_says_what_became_of_its_file() {
        RecordedMigrations recorded = new RecordedMigrations(
                List.of(
                        applied(ONE),
                        row(KEYS, "SQL", KEYS.checksum() + 1, true),
                        row(CLEANUP, "SQL", CLEANUP.checksum(), false)),
                Set.of());

        assertThat(recorded.statusOf(ONE))
                .isEqualTo(new MigrationStatus("001", "001_x.sql", APPLIED, Optional.of(Examples.AT), 7));
        assertThat(recorded.statusOf(KEYS).state()).isEqualTo(CHANGED);
        assertThat(recorded.statusOf(CLEANUP).state()).isEqualTo(FAILED);
        assertThat(recorded.statusOf(THOUSAND))
                .isEqualTo(new MigrationStatus("1000", "1000_x.sql", PENDING, Optional.empty(), 0));
        assertThat(recorded.isEmpty()).isFalse();
    }

    @Test
    void a_row_without_a_checksum_cannot_have_changed() {
        assertThat(new RecordedMigrations(List.of(row(ONE, "SQL", null, true)), Set.of())
                        .statusOf(ONE)
                        .state())
                .isEqualTo(APPLIED);
    }

    @Test
    void of_two_rows_with_one_version_the_later_counts() {
        RecordedMigrations recorded =
                new RecordedMigrations(List.of(row(ONE, "SQL", 1, false), applied(ONE)), Set.of());

        assertThat(recorded.statusOf(ONE).state()).isEqualTo(APPLIED);
    }

    @Test
    void what_is_not_above_a_baseline_is_applied() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(row(KEYS, "BASELINE", null, true)), Set.of());

        assertThat(recorded.statusOf(ONE).state()).isEqualTo(APPLIED);
        assertThat(recorded.statusOf(KEYS).state()).isEqualTo(APPLIED);
        assertThat(recorded.statusOf(CLEANUP).state()).isEqualTo(PENDING);
    }

    @Test
    void what_the_python_runner_recorded_is_applied_by_its_file_name() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(), Set.of("001_x.sql", "036a_x.sql"));

        assertThat(recorded.isEmpty()).isFalse();
        assertThat(recorded.statusOf(ONE).state()).isEqualTo(APPLIED);
        assertThat(recorded.isAdoptable(ONE)).isTrue();
        assertThat(recorded.statusOf(CLEANUP).state()).isEqualTo(APPLIED);
        assertThat(recorded.statusOf(KEYS).state()).as("its twin ran instead").isEqualTo(SKIPPED);
        assertThat(recorded.isAdoptable(KEYS)).isFalse();
    }

    @Test
    void a_longer_number_is_not_confused_with_a_shorter_one() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(), Set.of("100_x.sql"));

        assertThat(recorded.statusOf(THOUSAND).state()).isEqualTo(PENDING);
    }

    @Test
    void where_the_history_has_rows_the_python_runners_table_adopts_nothing() {
        RecordedMigrations recorded = new RecordedMigrations(List.of(applied(ONE)), Set.of("001_x.sql", "1000_x.sql"));

        assertThat(recorded.isAdoptable(ONE)).isFalse();
        assertThat(recorded.isAdoptable(THOUSAND)).isFalse();
    }

    @Test
    void nothing_recorded_is_empty() {
        assertThat(new RecordedMigrations(List.of(), Set.of()).isEmpty()).isTrue();
    }
}
