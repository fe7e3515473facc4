package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

/** What was written for another tool: refused while nothing is touched, or taken as it is. */
class FoldersOfOthersIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @Test
    void a_folder_of_goose_is_refused_before_its_first_good_file_runs() throws Exception {
        run.file("001_fine.sql", "CREATE TABLE fine (n int);")
                .file("002_t.sql", "-- +goose Up", "CREATE TABLE t (n int);", "-- +goose Down", "DROP TABLE t;");

        assertRefused("002_t.sql:1: written for goose");
    }

    @Test
    void pairs_of_up_and_down_are_refused() throws Exception {
        run.file("001_t.up.sql", "CREATE TABLE t (n int);").file("001_t.down.sql", "DROP TABLE t;");

        assertRefused("golang-migrate");
    }

    private void assertRefused(String message) throws Exception {
        assertThatThrownBy(run::migrate)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThat(Rows.of(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void a_line_that_silences_a_rule_may_be_added_to_an_applied_file() {
        run.file("001_t.sql", "CREATE TABLE t (a int, b int);")
                .file("002_drop.sql", "ALTER TABLE t DROP COLUMN b;")
                .migrate();

        run.file("002_drop.sql", "-- pulse:allow drop-in-use: no release reads it", "ALTER TABLE t DROP COLUMN b;");

        assertThat(run.states()).containsExactly("001_t.sql=applied", "002_drop.sql=applied");
    }

    @Test
    void names_that_begin_with_a_time_go_in_their_order() {
        run.file("20260131120000_a.sql", "CREATE TABLE a (n int);")
                .file("20260131120001_b.sql", "ALTER TABLE a ADD COLUMN m int;");

        assertThat(run.migrate().schemaVersion()).contains("20260131120001");
        assertThat(run.migrate().applied()).isEmpty();
    }
}
