package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file leaves in its session reaches neither the next file nor our own rows. */
class CleanSessionIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE staging (n int);",
                "CREATE ROLE %s_other; GRANT ALL ON SCHEMA public TO %1$s_other; SET SESSION AUTHORIZATION %1$s_other;",
                "CREATE ROLE %s_other; SET ROLE %1$s_other;",
                "SET search_path = nowhere; SET statement_timeout = 1; SET my.own = 'set';",
                "PREPARE p AS SELECT 1;",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1;",
                "LISTEN heard;",
                "SELECT pg_advisory_lock(7); SELECT pg_advisory_lock(7); SELECT pg_advisory_lock_shared(-1, -2);",
                "SELECT pg_advisory_xact_lock(8);",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC; SELECT pg_advisory_lock(9);",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;",
                "SET default_transaction_read_only = on;",
                "SET session_replication_role = replica;"
            })
    void nothing_is_left_for_the_next_file(String leaves) {
        TestRun run = new TestRun(database, folder)
                .file("001_leaves.sql", "CREATE TABLE kept (n int);", leaves.formatted(database.name()))
                .file(
                        "002_next.sql",
                        "CREATE TEMP TABLE staging (n int);",
                        "PREPARE p AS SELECT 1;",
                        "DECLARE c CURSOR WITH HOLD FOR SELECT 1;",
                        "CREATE TABLE found AS SELECT session_user::text || ' ' || current_user",
                        "  || ' ' || current_setting('search_path') || ' ' || coalesce(current_setting('my.own', true), '')",
                        "  || ' ' || current_setting('session_replication_role')",
                        "  || ' ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())",
                        "  AS value;")
                .file("003_heard.sql", "CREATE TABLE heard AS SELECT * FROM pg_listening_channels() AS channel;");
        try {
            assertThat(run.migrate().applied()).hasSize(3);
            assertThat(Rows.of(database, "SELECT channel FROM heard")).isEmpty();
            assertThat(Rows.of(database, "SELECT value FROM found").get(0))
                    .startsWith(me() + " " + me() + " \"$user\", public ")
                    .endsWith(" origin 1");
            assertThat(Rows.of(database, "SELECT DISTINCT installed_by::text FROM flyway_schema_history"))
                    .containsExactly(me());
            assertThat(Rows.of(
                            database,
                            "SELECT DISTINCT regexp_replace(actor, ' \\S+:\\d+ .*', '') FROM pulse_migration_log"))
                    .containsExactly(me() + ", pulse-db migrate");
        } finally {
            if (leaves.contains("_other")) {
                Rows.run(database, "DROP OWNED BY " + database.name() + "_other");
                Rows.run(database, "DROP ROLE " + database.name() + "_other");
            }
        }
    }

    @Test
    void a_rename_behind_a_temporary_table_of_the_same_name_finds_the_real_one() {
        new TestRun(database, folder)
                .file("001_base.sql", "CREATE TABLE staging (n int);", "INSERT INTO staging VALUES (1);")
                .file("002_temp.sql", "CREATE TEMP TABLE staging (n int);")
                .file("003_rename.sql", "ALTER TABLE staging RENAME TO loaded;")
                .migrate();

        assertThat(Rows.of(database, "SELECT n::text FROM loaded")).containsExactly("1");
    }

    @Test
    void an_advisory_lock_that_a_file_outside_a_transaction_took_is_given_back() {
        new TestRun(database, folder)
                .file("001_takes.sql", "-- pulse:no-transaction: as a procedure would", "SELECT pg_advisory_lock(7);")
                .file(
                        "002_found.sql",
                        "CREATE TABLE found AS SELECT count(*) AS locks FROM pg_locks",
                        "  WHERE locktype = 'advisory' AND pid = pg_backend_pid();")
                .migrate();

        assertThat(Rows.of(database, "SELECT locks::text FROM found")).containsExactly("1");
    }

    private String me() {
        return Rows.of(database, "SELECT current_user").get(0);
    }
}
