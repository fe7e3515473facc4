package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases of which no one table tells how they were made: by hand, or half by each of two runners. */
class HandMadeSchemaIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.runnersFolder();
    }

    @Test
    void a_schema_made_by_hand_is_refused_until_somebody_says_how_far_it_is() throws SQLException {
        database.execute("CREATE TABLE base (n int)", "CREATE TABLE keys (n int)");
        assertThatThrownBy(run::migrate)
                .hasMessageContaining("no history says which migrations made them")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .asString()
                .contains("pulse-db adopt --at=VERSION");
        assertThatThrownBy(() -> run.adopt("040")).hasMessageContaining("no migration has version 040");

        AdoptResult result = run.adopt("036");

        assertThat(result.adopted())
                .extracting(AppliedFile::script)
                .containsExactly("001_base.sql", "036_add_foreign_keys.sql");
        assertThat(result.pending()).hasSize(2);
        assertThat(Rows.history(database)).containsExactly("1 001_base.sql", "36 036_add_foreign_keys.sql");
        assertThat(Rows.runner(database)).containsExactly("001 001_base.sql", "036 036_add_foreign_keys.sql");
        assertThat(Rows.log(database)).containsExactly("adopted 1 by adopt --at=036", "adopted 36 by adopt --at=036");
        assertThatThrownBy(() -> run.adopt("037")).hasMessageContaining("there is a history already");
        assertThat(run.migrate().applied()).extracting(AppliedFile::version).containsExactly("036a", "037");
    }

    @Test
    void an_empty_schema_and_one_of_the_python_runner_need_no_adopting() throws SQLException {
        assertThatThrownBy(() -> run.adopt("037")).hasMessageContaining("nothing to adopt");
        Histories.python(database, "001_base.sql");
        assertThatThrownBy(() -> run.adopt("037")).hasMessageContaining("the Python runner recorded what it applied");
    }

    @Test
    void after_going_back_to_the_python_runner_its_half_is_adopted_by_order() throws SQLException {
        Histories.python(database, "001_base.sql", "036_add_foreign_keys.sql");
        run.migrateTo("036");
        database.execute("INSERT INTO schema_migrations VALUES ('037', '037_last.sql')");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("the Python runner recorded 037_last.sql, the history does not")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .asString()
                .contains("pulse-db adopt --at=VERSION with the newest applied version, 037 or above");
        assertThatThrownBy(() -> run.adopt("036")).hasMessageContaining("version 037 is recorded as applied");

        assertThat(run.adopt("037").adopted()).extracting(AppliedFile::script).containsExactly("037_last.sql");
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(run.states()).contains("036a_cleanup_tenant_refs.sql=skipped", "037_last.sql=applied");
    }

    @Test
    void half_of_each_is_not_guessed_at() throws SQLException {
        database.execute(
                "CREATE TABLE base (n int)",
                "CREATE TABLE schema_migrations (version text PRIMARY KEY,"
                        + " filename text, applied_at timestamptz DEFAULT now())");

        assertThatThrownBy(run::migrate).hasMessageContaining("no history says which migrations made them");
    }
}
