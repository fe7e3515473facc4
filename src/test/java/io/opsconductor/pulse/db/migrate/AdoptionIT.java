package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.SqlFile;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that others migrated before: the Python runner, and Flyway itself. */
class AdoptionIT {
    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;

    @BeforeEach
    void open() {
        database = DevelopmentDatabases.shared().postgres();
        run = new TestRun(database, folder)
                .file("001_base.sql", "CREATE TABLE base (n int);")
                .file("036_add_foreign_keys.sql", "CREATE TABLE keys (n int);")
                .file("036a_cleanup_tenant_refs.sql", "CREATE TABLE cleanup (n int);")
                .file("037_last.sql", "CREATE TABLE last (n int);");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_the_python_runner_applied_becomes_history_and_is_not_run_again() throws SQLException {
        pythonRan("001_base.sql", "036a_cleanup_tenant_refs.sql");

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
    void what_the_python_runner_skipped_stays_skipped() throws SQLException {
        pythonRan("001_base.sql", "036a_cleanup_tenant_refs.sql");
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
    void looking_adopts_nothing() throws SQLException {
        pythonRan("001_base.sql", "036_add_foreign_keys.sql");

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
        pythonRan("001_base.sql", "036a_cleanup_tenant_refs.sql");
        run.migrate();
        Files.copy(folder.resolve("001_base.sql"), flyways.resolve("V1__base.sql"));
        Files.copy(folder.resolve("036_add_foreign_keys.sql"), flyways.resolve("V36__add_foreign_keys.sql"));
        Files.copy(folder.resolve("036a_cleanup_tenant_refs.sql"), flyways.resolve("V36.1__cleanup_tenant_refs.sql"));
        Files.copy(folder.resolve("037_last.sql"), flyways.resolve("V37__last.sql"));

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
        assertThat(Rows.runner(database)).containsExactly("036a 036a_cleanup_tenant_refs.sql", "037 037_last.sql");
    }

    @Test
    void a_baseline_of_flyway_counts() throws SQLException {
        database.execute(
                "CREATE TABLE base (n int)",
                "CREATE TABLE keys (n int)",
                SqlFile.read("migrate/create_history"),
                "INSERT INTO flyway_schema_history VALUES"
                        + " (1, '36', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'x', now(), 0, true)");

        assertThat(run.migrate().applied()).extracting(AppliedFile::version).containsExactly("036a", "037");
    }

    @Test
    void half_of_each_is_not_guessed_at() throws SQLException {
        database.execute(
                "CREATE TABLE base (n int)",
                "CREATE TABLE schema_migrations (version text PRIMARY KEY,"
                        + " filename text, applied_at timestamptz DEFAULT now())");

        assertThatThrownBy(run::migrate).hasMessageContaining("no history says which migrations made them");
    }

    private void pythonRan(String... scripts) throws SQLException {
        database.execute("CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text,"
                + " applied_at timestamptz DEFAULT now())");
        for (String script : scripts) {
            database.execute("SET timezone = 'UTC'; INSERT INTO schema_migrations VALUES ('" + script.substring(0, 3)
                    + "', '" + script + "', '2024-05-01 12:00+00')");
        }
    }
}
