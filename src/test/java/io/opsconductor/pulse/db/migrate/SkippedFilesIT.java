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

/** What the Python runner never ran, because it took two files for one version. */
class SkippedFilesIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.runnersFolder();
    }

    @Test
    void what_the_python_runner_skipped_stays_skipped() throws SQLException {
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql");
        run.migrate();

        MigrateResult second = run.migrate();

        assertThat(second.applied()).isEmpty();
        assertThat(second.pending()).isEmpty();
        assertThat(second.skipped()).extracting(AppliedFile::script).containsExactly("036_add_foreign_keys.sql");
        assertThat(Rows.exists(database, "keys")).isFalse();
        assertThat(run.states())
                .containsExactly(
                        "001_base.sql=applied",
                        "036_add_foreign_keys.sql=skipped",
                        "036a_cleanup_tenant_refs.sql=applied",
                        "037_last.sql=applied");
    }

    @Test
    void skipped_files_are_applied_on_request_and_the_one_that_ran_without_them_is_asked_about() throws SQLException {
        run.file("036a_cleanup_tenant_refs.sql", "ALTER TABLE keys ADD COLUMN cleaned int;");
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql", "037_last.sql");
        assertThat(run.migrate().skipped()).hasSize(1);

        assertThatThrownBy(() -> run.migrateAllowing(false, true))
                .hasMessageContaining("036a_cleanup_tenant_refs.sql ran without the skipped file before it")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .asString()
                .contains("--run-again=036a", "--run-again=none");
        assertThat(Rows.exists(database, "keys")).isFalse();

        assertThat(run.migrateAllowing(false, true, "036a").applied())
                .extracting(AppliedFile::script)
                .containsExactly("036_add_foreign_keys.sql", "036a_cleanup_tenant_refs.sql");
        assertThat(Rows.of(database, "SELECT cleaned FROM keys")).isEmpty();
        assertThat(run.states()).allMatch(state -> state.endsWith("=applied"));
        assertThat(Rows.log(database))
                .contains(
                        "applied 36 skipped before, by --apply-skipped",
                        "retry 36.1 to run once more, by --run-again",
                        "applied 36.1 once more, by --run-again");
        assertThat(run.migrateAllowing(false, true, "036a").applied())
                .as("once")
                .isEmpty();
        assertThat(run.migrate().skipped()).isEmpty();
    }

    @Test
    void a_run_that_ends_between_the_skipped_file_and_the_one_after_it_is_gone_on_with() throws SQLException {
        run.file("036a_cleanup_tenant_refs.sql", "ALTER TABLE keys ADD COLUMN cleaned int; SELECT 1/0;");
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql", "037_last.sql");
        assertThatThrownBy(() -> run.migrateAllowing(false, true, "036a")).hasMessageContaining("22012");
        assertThat(run.states()).contains("036_add_foreign_keys.sql=applied", "036a_cleanup_tenant_refs.sql=skipped");
        assertThat(run.notes()).contains("036a_cleanup_tenant_refs.sql=to be run once more");

        run.file("036a_cleanup_tenant_refs.sql", "ALTER TABLE keys ADD COLUMN cleaned int;");
        assertThat(run.migrateAllowing(false, true, "036a").applied())
                .extracting(AppliedFile::script)
                .containsExactly("036a_cleanup_tenant_refs.sql");
    }

    @Test
    void skipped_files_alone_are_applied_when_nothing_has_to_run_again() throws SQLException {
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql", "037_last.sql");

        assertThat(run.migrateAllowing(false, true, "none").applied())
                .extracting(AppliedFile::script)
                .containsExactly("036_add_foreign_keys.sql");
        assertThat(Rows.exists(database, "cleanup")).isFalse();
    }
}
