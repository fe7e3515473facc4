package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would give away the lock under which they run. */
class LockReleaseIT {
    private static final String ALLOW = "-- pulse:allow lock-release: to see what happens\n";

    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.file("001_a.sql", "CREATE TABLE a (n int);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT pg_advisory_unlock_all();", "DISCARD ALL;"})
    void what_can_be_read_in_the_file_is_refused_before_anything_is_touched(String releasing) {
        run.file("002_b.sql", releasing);

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains("002_b.sql:1", "[lock-release]");
        });
        assertThat(Rows.exists(database, "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$;",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$;"
                        + " SELECT f();",
                ALLOW + "SELECT pg_advisory_unlock_all();",
            })
    void what_only_shows_when_it_runs_is_rolled_back(String releasing) {
        run.file("002_b.sql", "CREATE TABLE b (n int);", releasing);

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage()).startsWith("002_b.sql gave the migration lock away");
        });
        onlyTheFirstIsThere();
    }

    /** The server takes DISCARD ALL neither in a transaction nor in a function, so it cannot hide. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DISCARD ALL; END $$;",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DISCARD ALL; END $$; SELECT f();",
                ALLOW + "DISCARD ALL;",
            })
    void discard_all_fails_wherever_it_stands(String discarding) {
        run.file("002_b.sql", "CREATE TABLE b (n int);", discarding);

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage()).contains("002_b.sql:", "DISCARD ALL cannot", "the file was rolled back");
        });
        onlyTheFirstIsThere();
    }

    private void onlyTheFirstIsThere() {
        assertThat(run.states()).containsExactly("001_a.sql=applied", "002_b.sql=pending");
        assertThat(Rows.exists(database, "b")).isFalse();
    }
}
