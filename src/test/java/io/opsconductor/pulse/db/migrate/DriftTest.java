package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others wrote into the history, or named an index, is one word of the command that is to be pasted. */
class DriftTest {
    private static final String HOSTILE = "$(id>/tmp/x);'`id`";
    private static final String WORD = "'$(id>/tmp/x);'\\''`id`'";

    @ParameterizedTest
    @EnumSource(
            value = MigrationState.class,
            names = {"FAILED", "CHANGED", "MISSING"})
    void what_the_history_calls_a_migration_is_no_command(MigrationState state) {
        String remedy = Drift.remedy(new MigrationStatus(HOSTILE, HOSTILE, state, Optional.empty(), 0));

        assertThat(remedy).contains(WORD);
        assertThat(remedy.replace(WORD, "")).doesNotContain("$(");
    }

    @Test
    void a_usual_version_stands_as_it_is() {
        assertThat(Drift.remedy(new MigrationStatus("036a", "036a_b.sql", MigrationState.FAILED, Optional.empty(), 0)))
                .contains("pulse-db repair retry 036a to have it run again");
    }

    @Test
    void nor_is_the_name_of_an_index() {
        RepairResult.Leftover left =
                RepairResult.Leftover.of(RepairAction.MARK_APPLIED, index("public.\"" + HOSTILE + "\""));

        assertThat(left.cure()).isEqualTo("pulse-db repair rebuild-indexes 'public.\"$(id>/tmp/x);'\\''`id`\"'");
    }

    private static InvalidIndex index(String name) {
        return new InvalidIndex(
                name, "public.t", "CREATE INDEX", 0, false, false, false, true, Optional.empty(), Optional.empty());
    }
}
