package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.migrate.file.Examples.applied;
import static io.opsconductor.pulse.db.migrate.file.Examples.file;
import static io.opsconductor.pulse.db.migrate.file.Examples.row;
import static io.opsconductor.pulse.db.migrate.file.Examples.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.plan.AppliedMigration;
import io.opsconductor.pulse.db.migrate.plan.RecordedMigrations;
import org.junit.jupiter.api.Test;

class AwaitedSchemaTest {
    @Test
    void the_newest_applied_version_counts_by_number_and_letter() {
        AwaitedSchema schema = of(applied(file("036a")), applied(file("036")), applied(file("009")));

        assertThat(schema.isAtLeast(version("036a"))).isTrue();
        assertThat(schema.isAtLeast(version("036"))).isTrue();
        assertThat(schema.isAtLeast(version("036b"))).isFalse();
        assertThat(schema.isAtLeast(version("037"))).isFalse();
        assertThat(schema.text()).isEqualTo("the schema is at 036a");
    }

    @Test
    void a_baseline_counts_and_a_skipped_file_does_not() {
        assertThat(of(row(file("040"), "BASELINE", null, true)).isAtLeast(version("040")))
                .isTrue();
        assertThat(of(applied(file("040")), row(file("041"), "SKIPPED", null, true))
                        .isAtLeast(version("041")))
                .isFalse();
    }

    @Test
    void a_file_that_failed_half_way_is_told_with_the_way_out() {
        AwaitedSchema schema = of(applied(file("040")), row(file("041"), "SQL", 1, false));

        assertThat(schema.isAtLeast(version("041"))).isFalse();
        assertThat(schema.isAtLeast(version("040"))).isTrue();
        assertThat(schema.text()).isEqualTo("the schema is at 040, and 041_x.sql failed half-way");
        assertThat(schema.remedy()).contains("pulse-db repair retry 041");
    }

    @Test
    void without_a_history_the_python_runners_table_counts() {
        AwaitedSchema schema =
                AwaitedSchema.of(new RecordedMigrations(List.of(), Set.of("036_a.sql", "036a_b.sql", "115_z.sql")));

        assertThat(schema.isAtLeast(version("115"))).isTrue();
        assertThat(schema.isAtLeast(version("116"))).isFalse();
    }

    @Test
    void nothing_recorded_is_below_everything() {
        AwaitedSchema schema = of();

        assertThat(schema.isAtLeast(version("000"))).isFalse();
        assertThat(schema.text()).isEqualTo("no migration is recorded yet");
    }

    private static AwaitedSchema of(AppliedMigration... history) {
        return AwaitedSchema.of(new RecordedMigrations(List.of(history), Set.of()));
    }
}
