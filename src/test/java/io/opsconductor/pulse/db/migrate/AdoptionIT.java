package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that others migrated before: the Python runner, and Flyway itself. */
class AdoptionIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.runnersFolder();
    }

    @Test
    void what_the_python_runner_applied_becomes_history_and_is_not_run_again() throws SQLException {
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql");

        MigrateResult result = run.migrate();

        assertThat(run.told).startsWith("adopted 2");
        assertThat(result.applied()).extracting(AppliedFile::script).containsExactly("037_last.sql");
        assertThat(result.skipped()).extracting(AppliedFile::script).containsExactly("036_add_foreign_keys.sql");
        assertThat(Rows.exists(database, "keys")).as("only on request").isFalse();
        assertThat(Rows.exists(database, "cleanup")).as("recorded, so not run").isFalse();
        assertThat(Rows.runner(database))
                .containsExactly("001 001_base.sql", "036 036a_cleanup_tenant_refs.sql", "037 037_last.sql");
        assertThat(Rows.of(database, "SELECT installed_on FROM flyway_schema_history WHERE version = '1'"))
                .containsExactly("2024-05-01 12:00:00");
    }

    @Test
    void looking_adopts_nothing() throws SQLException {
        Histories.python(database, "001_base.sql", "036_add_foreign_keys.sql");

        assertThat(run.states())
                .containsExactly(
                        "001_base.sql=applied",
                        "036_add_foreign_keys.sql=applied",
                        "036a_cleanup_tenant_refs.sql=skipped",
                        "037_last.sql=pending");
        assertThat(run.dryRun().pending()).extracting(AppliedFile::script).containsExactly("037_last.sql");
        assertThat(Rows.exists(database, "flyway_schema_history")).isFalse();
    }

    @Test
    void flyways_own_tool_reads_the_history_and_finds_its_files_unchanged(@TempDir Path flyways) throws Exception {
        Histories.python(database, "001_base.sql", "036a_cleanup_tenant_refs.sql");
        run.migrate();
        Files.copy(run.folder().resolve("001_base.sql"), flyways.resolve("V1__base.sql"));
        Files.copy(run.folder().resolve("036_add_foreign_keys.sql"), flyways.resolve("V36__add_foreign_keys.sql"));
        Files.copy(
                run.folder().resolve("036a_cleanup_tenant_refs.sql"),
                flyways.resolve("V36.1__cleanup_tenant_refs.sql"));
        Files.copy(run.folder().resolve("037_last.sql"), flyways.resolve("V37__last.sql"));

        Flyway flyway = Flyway.configure()
                .dataSource(database.jdbcUrl(), null, null)
                .locations("filesystem:" + flyways)
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:pending")
                .load();

        assertThat(flyway.validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(flyway.info().pending())
                .extracting(migration -> migration.getVersion().toString())
                .containsExactly("36");
    }

    @Test
    void an_older_history_of_flyway_is_continued() throws SQLException {
        run.migrateTo("036");
        database.execute("DROP TABLE schema_migrations");

        assertThat(run.migrate().applied())
                .extracting(AppliedFile::script)
                .containsExactly("036a_cleanup_tenant_refs.sql", "037_last.sql");
        assertThat(Rows.runner(database))
                .as("kept whole, so that going back stays possible")
                .containsExactly(
                        "001 001_base.sql",
                        "036 036_add_foreign_keys.sql",
                        "036a 036a_cleanup_tenant_refs.sql",
                        "037 037_last.sql");
    }

    @Test
    void the_history_of_another_flyway_is_taken_over_by_the_words_of_its_names() throws SQLException {
        Histories.flyway(database, "001", "base", 11);
        Histories.flyway(database, "36", "add foreign keys", 12);
        Histories.flyway(database, "36.1", "cleanup tenant refs", 13);
        assertThat(run.states())
                .containsExactly(
                        "001_base.sql=applied",
                        "036_add_foreign_keys.sql=applied",
                        "036a_cleanup_tenant_refs.sql=applied",
                        "037_last.sql=pending");
        assertThat(run.notes()).contains("001_base.sql=in the history as V001__base.sql");

        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactly("037_last.sql");

        assertThat(run.told).startsWith("adopted from Flyway 3");
        assertThat(Rows.exists(database, "cleanup")).as("nothing runs twice").isFalse();
        assertThat(Rows.runner(database)).hasSize(4).contains("036a 036a_cleanup_tenant_refs.sql");
        assertThat(Rows.log(database)).hasSize(3).contains("adopted 1 in the history as V001__base.sql");
        run.told.clear();
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(run.told).isEmpty();

        run.file("001_base.sql", "CREATE TABLE base (n bigint);");
        assertThat(run.states()).as("from here on the file counts").contains("001_base.sql=changed");
    }

    @Test
    void the_history_of_another_application_is_refused() throws SQLException {
        Histories.flyway(database, "1", "users and groups", 5);

        assertThatThrownBy(run::migrate)
                .hasMessageContaining("001_base.sql was changed after it was applied"
                        + " (in the history as V1__users_and_groups.sql)");
        assertThat(Rows.exists(database, "pulse_migration_log")).isFalse();
    }

    @Test
    void what_the_python_runner_recorded_and_the_folder_lacks_is_missing_until_it_is_forgotten() throws SQLException {
        Histories.python(database, "001_base.sql", "036_add_foreign_keys.sql", "037_last.sql", "099_hotfix.sql");

        assertThat(run.states()).contains("099_hotfix.sql=missing");
        assertThatThrownBy(run::migrate)
                .hasMessageContaining("099_hotfix.sql is applied, but not in the folder")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .asString()
                .contains("pulse-db repair forget-missing 099_hotfix.sql");

        run.repair(RepairAction.FORGET_MISSING, "099_hotfix.sql");

        assertThat(run.migrate().applied()).isEmpty();
        assertThat(run.states()).noneMatch(state -> state.startsWith("099"));
        assertThat(Rows.log(database)).anyMatch(line -> line.startsWith("forgotten 099_hotfix.sql is applied"));
    }

    @Test
    void a_baseline_of_flyway_counts() throws SQLException {
        database.execute("CREATE TABLE base (n int)", "CREATE TABLE keys (n int)");
        Histories.flyway(database, "36", "<< Flyway Baseline >>", 0);
        database.execute("UPDATE flyway_schema_history SET type = 'BASELINE', script = description, checksum = NULL");

        assertThat(run.migrate().applied()).extracting(AppliedFile::version).containsExactly("036a", "037");
        assertThat(Rows.runner(database))
                .as("the files that the baseline stands for too")
                .hasSize(4);
    }
}
