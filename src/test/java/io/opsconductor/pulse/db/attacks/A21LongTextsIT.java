package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A21: a role with no right but to log in stores a search_path of 26 MB for itself, of which a check took 706 MB of memory. */
@ProgramTest
class A21LongTextsIT {
    private static final String LONG =
            "SELECT set_config('search_path', 'public' || repeat(', s' || repeat('x', 60), 400000), false)";

    @Postgres
    private TestDatabase database;

    @TempDir
    Path folder;

    private String mallory;

    @BeforeEach
    void make() throws Exception {
        mallory = database.name() + "_mallory";
        database.execute("CREATE ROLE " + mallory + " LOGIN");
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE public.a (n int);\n");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " RESET ALL", "DROP ROLE " + mallory);
    }

    @Test
    void the_path_of_another_role_costs_no_memory_and_stops_nothing() throws SQLException {
        database.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                LONG,
                "ALTER ROLE " + mallory + " SET search_path FROM CURRENT");

        Outcome migrate = run("migrate");
        assertThat(migrate.exit()).as(migrate.toString()).isZero();

        Outcome check = run("check", "schema");
        assertThat(check.exit()).as(check.toString()).isZero();
        assertThat(check.out())
                .contains("WARNING", "the search_path of role " + mallory + " is longer than 10000 bytes")
                .doesNotContain("UNKNOWN");
    }

    @Test
    void with_that_of_the_own_sessions_nothing_is_migrated() throws SQLException {
        database.execute(LONG, "ALTER DATABASE " + database.name() + " SET search_path FROM CURRENT");

        Outcome check = run("check", "schema");
        assertThat(check.exit()).as(check.toString()).isEqualTo(3);
        assertThat(check.out()).contains("is longer than 10000 bytes").doesNotContain("could not look");

        Outcome migrate = run("migrate");
        assertThat(migrate.exit()).as(migrate.toString()).isEqualTo(2);
        assertThat(migrate.err()).contains("is longer than 10000 bytes");
    }

    private Outcome run(String... command) {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                .maxHeap("96m")
                .run(command);
    }
}
