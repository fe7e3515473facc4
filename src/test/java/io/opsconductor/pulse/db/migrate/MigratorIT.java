package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import org.junit.jupiter.api.Test;

/** What a run does to a real database when all goes well. */
class MigratorIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @Test
    void files_are_applied_in_order_and_never_twice() {
        run.file("036a_second.sql", "INSERT INTO t VALUES (36.1);")
                .file("036_first.sql", "CREATE TABLE t (n numeric);")
                .file("037_third.sql", "INSERT INTO t VALUES (37);");

        MigrateResult first = run.migrate();
        MigrateResult second = run.migrate();

        assertThat(first.applied())
                .extracting(AppliedFile::script)
                .containsExactly("036_first.sql", "036a_second.sql", "037_third.sql");
        assertThat(first.schemaVersion()).contains("037");
        assertThat(second.applied()).isEmpty();
        assertThat(second.schemaVersion()).contains("037");
        assertThat(Rows.of(database, "SELECT n FROM t ORDER BY n")).containsExactly("36.1", "37");
        assertThat(Rows.history(database))
                .containsExactly("36 036_first.sql", "36.1 036a_second.sql", "37 037_third.sql");
        assertThat(Rows.runner(database))
                .containsExactly("036 036_first.sql", "036a 036a_second.sql", "037 037_third.sql");
        assertThat(run.told)
                .containsExactly(
                        "started 036_first.sql 1/3",
                        "finished 036_first.sql",
                        "started 036a_second.sql 2/3",
                        "finished 036a_second.sql",
                        "started 037_third.sql 3/3",
                        "finished 037_third.sql");
    }

    @Test
    void a_wrapper_around_a_file_is_taken_off_so_that_it_stays_one_transaction() {
        run.file(
                "001_wrapped.sql",
                "-- written for the Python runner",
                "/* with a comment that ends in COMMIT; */",
                "BEGIN;",
                "CREATE TABLE t (n int);",
                "INSERT INTO t VALUES (1);",
                "COMMIT;",
                "-- the end");
        run.file("002_bad.sql", "BEGIN TRANSACTION;", "INSERT INTO t VALUES (2);", "SELECT 1/0;", "COMMIT;");

        assertThatThrownBy(run::migrate).hasMessageContaining("002_bad.sql:3").hasMessageContaining("22012");

        assertThat(Rows.of(database, "SELECT n FROM t")).containsExactly("1");
        assertThat(Rows.history(database)).containsExactly("1 001_wrapped.sql");
    }

    @Test
    void functions_blocks_copies_and_odd_characters_run_as_under_psql() {
        run.file(
                "001_all.sql",
                "CREATE TABLE t (n int, note text);",
                "COPY t (n, note) FROM stdin;",
                "1\tCOMMIT; it's ${not} a placeholder",
                "2\t\\N",
                "\\.",
                "CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $größe$",
                "BEGIN -- ; a comment",
                "  RETURN a + length($$;$$);",
                "END; $größe$;",
                "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t; SELECT 7; END;",
                "DO $$ BEGIN INSERT INTO t VALUES (3, E'it\\'s;'); END $$;",
                "SELECT f(1), g();",
                "INSERT INTO t VALUES (4, '${also} ? not :one')");

        run.migrate();

        assertThat(Rows.of(database, "SELECT n || coalesce(note, '-') FROM t ORDER BY n"))
                .containsExactly("1COMMIT; it's ${not} a placeholder", "2-", "3it's;", "4${also} ? not :one");
        assertThat(Rows.of(database, "SELECT g()")).containsExactly("7");
    }

    @Test
    void a_byte_order_mark_windows_line_endings_and_mere_comments_do_no_harm() {
        run.file("001_windows.sql", "\uFEFFCREATE TABLE t (n int);\r\n\r\nSELECT 1;\r")
                .file("002_comment.sql", "-- nothing left to do here");

        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(run.validate().problems()).isEmpty();

        run.file("001_windows.sql", "CREATE TABLE t (n int);", "", "SELECT 1;");
        assertThat(run.states()).containsExactly("001_windows.sql=applied", "002_comment.sql=applied");
    }

    @Test
    void what_one_file_sets_does_not_reach_the_next() {
        run.file(
                        "001_sets.sql",
                        "CREATE SCHEMA other;",
                        "CREATE ROLE pulse_test_" + database.name() + ";",
                        "GRANT ALL ON SCHEMA other TO pulse_test_" + database.name() + ";",
                        "SET search_path = other;",
                        "SET statement_timeout = '1ms';",
                        "SET ROLE pulse_test_" + database.name() + ";",
                        "SET row_security = off;")
                .file(
                        "002_looks.sql",
                        "CREATE TABLE seen AS SELECT current_setting('search_path') AS path,",
                        "  current_setting('statement_timeout') AS timeout, current_user::text AS who,",
                        "  current_setting('lock_timeout') AS lock, current_setting('application_name') AS name,",
                        "  current_setting('pulse.demo_data') AS demo, current_setting('pulse.service_role') AS service;");
        try {
            run.migrate();

            assertThat(Rows.of(
                            database,
                            "SELECT concat_ws(' ', path, timeout, who, lock, demo, service) FROM public.seen"))
                    .containsExactly("\"$user\", public 0 postgres 5s false iot");
            assertThat(Rows.of(database, "SELECT name FROM public.seen").get(0))
                    .startsWith("pulse-db migrate ")
                    .contains("002_");
            assertThat(Rows.history(database)).containsExactly("1 001_sets.sql", "2 002_looks.sql");
        } finally {
            run.file("003_clean.sql", "DROP OWNED BY pulse_test_" + database.name() + ";");
            run.file("004_clean.sql", "DROP ROLE pulse_test_" + database.name() + ";");
            run.migrate();
        }
    }

    @Test
    void a_dry_run_changes_nothing_and_a_target_is_the_last_file_applied() {
        run.file("001_a.sql", "CREATE TABLE a (n int);")
                .file("001a_b.sql", "CREATE TABLE b (n int);")
                .file("002_c.sql", "CREATE TABLE c (n int);");

        assertThat(run.dryRun().pending()).extracting(AppliedFile::version).containsExactly("001", "001a", "002");
        assertThat(Rows.of(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();

        MigrateResult result = run.migrateTo("001a");
        assertThat(result.schemaVersion()).contains("001a");
        assertThat(result.pending()).extracting(AppliedFile::version).containsExactly("002");
        assertThat(Rows.exists(database, "c")).isFalse();
        assertThat(run.dryRun().pending()).extracting(AppliedFile::version).containsExactly("002");

        assertThatThrownBy(() -> run.migrateTo("latest"))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_file_that_was_left_out_earlier_is_applied_later_where_that_is_allowed() {
        run.file("001_a.sql", "CREATE TABLE a (n int);").file("003_c.sql", "CREATE TABLE c (n int);");
        run.migrate();
        run.file("002_b.sql", "CREATE TABLE b (n int);");

        assertThat(run.migrateAllowing(true, false).applied())
                .extracting(AppliedFile::script)
                .containsExactly("002_b.sql");
        assertThat(run.states()).containsExactly("001_a.sql=applied", "002_b.sql=applied", "003_c.sql=applied");
    }

    @Test
    void a_file_that_made_its_session_read_only_does_not_stop_the_next() {
        run.file("001_a.sql", "SET default_transaction_read_only = on;").file("002_b.sql", "CREATE TABLE b (n int);");

        assertThat(run.migrate().applied()).hasSize(2);
    }

    @Test
    void a_file_that_vanishes_or_changes_during_the_run_is_applied_as_it_was_when_the_run_began() throws Exception {
        run.file("001_slow.sql", "SELECT pg_sleep(1);")
                .file("002_b.sql", "CREATE TABLE b (n int);")
                .file("003_c.sql", "CREATE TABLE c (n int);");
        CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
        await().until(() -> run.told.contains("started 001_slow.sql 1/3"));
        Files.delete(run.folder().resolve("002_b.sql"));
        run.file("003_c.sql", "CREATE TABLE other (n int);");

        assertThat(running.join().applied()).hasSize(3);
        assertThat(Rows.exists(database, "c")).isTrue();
        assertThat(run.states()).containsExactly("001_slow.sql=applied", "002_b.sql=missing", "003_c.sql=changed");
    }

    @Test
    void a_warning_of_the_server_is_told() {
        run.file("001_warns.sql", "DO $$ BEGIN RAISE NOTICE 'quiet'; RAISE WARNING 'look here'; END $$;");

        run.migrate();

        assertThat(run.told).contains("warned 001_warns.sql: look here").doesNotContain("quiet");
    }

    @Test
    void a_warning_of_the_commit_is_told_with_its_detail_and_once() throws SQLException {
        run.file(
                "001_at_commit.sql",
                "CREATE TABLE t (n int);",
                "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN",
                "  RAISE WARNING 'not on the standby' USING DETAIL = 'Committed here.'; RETURN NULL; END $$;",
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED",
                "  FOR EACH ROW EXECUTE FUNCTION late();",
                "INSERT INTO t VALUES (1);");
        run.file("002_next.sql", "CREATE TABLE next (n int);");

        run.migrate();

        assertThat(run.told)
                .containsExactly(
                        "started 001_at_commit.sql 1/2",
                        "warned 001_at_commit.sql: not on the standby; detail: Committed here",
                        "finished 001_at_commit.sql",
                        "started 002_next.sql 2/2",
                        "finished 002_next.sql");
    }

    @Test
    void an_invalid_index_is_told_after_every_run_whoever_left_it() throws SQLException {
        run.file("001_t.sql", "CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1);");
        run.migrate();
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n)"))
                .hasMessageContaining("could not create unique index");

        run.migrate();

        assertThat(run.told)
                .anyMatch(line -> line.startsWith("warned index public.t_n ")
                        && line.endsWith("-> REINDEX INDEX CONCURRENTLY public.t_n;"));
    }
}
