package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.Examples;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files and history that part: shown, refused, and each with its own way through that is kept on record. */
class DriftIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.file("001_a.sql", "CREATE TABLE a (n int, note text DEFAULT 'a b');")
                .file("003_c.sql", "CREATE TABLE c (n int);");
        run.migrate();
    }

    @Test
    void whitespace_and_line_endings_are_no_drift() {
        run.file("001_a.sql", "\r\n  CREATE TABLE a", "(", "\tn    int ,\r\n note text DEFAULT 'a b'", ") ;", "");
        assertThat(run.states()).containsExactly("001_a.sql=applied", "003_c.sql=applied");
        assertThat(run.migrate().applied()).isEmpty();

        run.file("001_a.sql", "CREATE TABLE a (n int, note text DEFAULT 'a  b');");
        assertThat(run.states()).as("in a string it is content").contains("001_a.sql=changed");
    }

    @Test
    void a_row_from_before_our_log_is_judged_by_flyways_checksum_alone() throws Exception {
        database.execute("DROP TABLE pulse_migration_log");
        assertThat(run.states()).allMatch(state -> state.endsWith("=applied"));

        run.file("003_c.sql", "CREATE TABLE c  (n int);");
        assertThat(run.states()).contains("003_c.sql=changed");
    }

    @Test
    void what_flyways_own_repair_has_accepted_is_accepted() throws Exception {
        run.file("003_c.sql", "CREATE TABLE c (n bigint);");
        int checksum = MigrationFile.of(
                        Examples.version("003"),
                        "003_c.sql",
                        Files.readAllBytes(run.folder().resolve("003_c.sql")))
                .checksum();
        database.execute("UPDATE flyway_schema_history SET checksum = " + checksum + " WHERE version = '3'");

        assertThat(run.states()).contains("003_c.sql=applied");
    }

    @Test
    void a_changed_file_is_refused_until_it_is_accepted() {
        run.file("001_a.sql", "CREATE TABLE a (n bigint);").file("004_d.sql", "CREATE TABLE d (n int);");
        refused("001_a.sql was changed after it was applied", "pulse-db repair accept-changed 001");
        problem("changed", "001_a.sql");

        RepairResult result = run.repair(RepairAction.ACCEPT_CHANGED, "001");

        assertThat(result.repaired()).singleElement().satisfies(row -> {
            assertThat(row.script()).isEqualTo("001_a.sql");
            assertThat(row.was()).startsWith("was changed after it was applied; checksum ");
        });
        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactly("004_d.sql");
        assertThat(Rows.log(database)).singleElement().asString().startsWith("accepted 1 was changed");
        run.file("001_a.sql", "CREATE TABLE a (n int);");
        assertThat(run.states()).as("what was accepted counts now").contains("001_a.sql=changed");
    }

    @Test
    void a_missing_file_is_refused_until_it_is_forgotten() throws Exception {
        Files.delete(run.folder().resolve("001_a.sql"));
        refused("001_a.sql is applied, but not in the folder", "pulse-db repair forget-missing 001_a.sql");
        problem("missing", "001_a.sql");

        run.repair(RepairAction.FORGET_MISSING, "001_a.sql");

        assertThat(run.states()).containsExactly("003_c.sql=applied");
        assertThat(run.migrate().applied()).isEmpty();
        assertThat(Rows.history(database)).as("nothing is erased").contains("1 001_a.sql");
        assertThat(Rows.log(database)).singleElement().asString().startsWith("forgotten 1 is applied");
    }

    @Test
    void a_version_that_cannot_be_read_is_not_passed_over() throws Exception {
        database.execute("INSERT INTO flyway_schema_history SELECT 9, '2024.01.15.2', 'other', 'SQL',"
                + " 'V2024.01.15.2__other.sql', 1, 'x', now(), 1, true");
        assertThat(run.states()).endsWith("V2024.01.15.2__other.sql=missing");
        refused("V2024.01.15.2__other.sql is applied, but not in the folder", "forget-missing");

        run.repair(RepairAction.FORGET_MISSING, "V2024.01.15.2__other.sql");

        assertThat(run.migrate().schemaVersion()).contains("003");
    }

    @Test
    void a_file_below_the_newest_is_refused_unless_that_is_allowed() {
        run.file("002_b.sql", "CREATE TABLE b (n int);");
        assertThat(run.states()).contains("002_b.sql=pending");
        assertThat(run.notes()).containsExactly("002_b.sql=out of order");
        refused("002_b.sql is pending below the newest applied version", "pulse-db migrate --allow-out-of-order");
        problem("out-of-order", "002_b.sql");

        assertThat(run.migrateAllowing(true, false).applied())
                .extracting(AppliedFile::script)
                .containsExactly("002_b.sql");

        assertThat(run.states()).allMatch(state -> state.endsWith("=applied"));
        assertThat(Rows.log(database)).containsExactly("applied 2 out of order, by --allow-out-of-order");
    }

    @Test
    void a_repair_for_another_state_is_refused_and_changes_nothing() {
        assertThatThrownBy(() -> run.repair(RepairAction.ACCEPT_CHANGED, "001"))
                .hasMessage("001_a.sql is applied, and accept-changed is for what is changed");
        assertThatThrownBy(() -> run.repair(RepairAction.RETRY, "777")).hasMessage("no migration is called 777");
        run.file("001_a.sql", "SELECT 2;");
        assertThatThrownBy(() -> run.repair(RepairAction.ACCEPT_CHANGED, "001", "003"));
        assertThat(run.states()).as("all or none").contains("001_a.sql=changed");
        assertThat(Rows.log(database)).isEmpty();
    }

    private void refused(String message, String remedy) {
        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage()).contains(message);
            assertThat(failure.remedy()).contains(remedy);
        });
    }

    private void problem(String rule, String script) {
        assertThat(run.validate().problems())
                .filteredOn(found -> found.rule().equals(rule))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.script()).isEqualTo(script);
                    assertThat(problem.remedy()).contains("pulse-db");
                });
    }
}
