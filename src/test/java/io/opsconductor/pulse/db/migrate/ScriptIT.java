package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;

/** Statements that are sent several at a time, on a real server: what happens is what would happen one by one. */
class ScriptIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @Test
    void a_failure_deep_in_a_file_names_its_own_line_and_statement() {
        List<String> lines = new ArrayList<>(List.of("CREATE TABLE t (n int PRIMARY KEY);"));
        IntStream.range(0, 250).forEach(n -> lines.add("INSERT INTO t VALUES (" + n + ");"));
        lines.set(237, "INSERT INTO t VALUES (7); -- a second time");
        run.file("001_t.sql", lines.toArray(String[]::new));

        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("001_t.sql:238: duplicate key value violates unique constraint \"t_pkey\""
                        + " (SQLSTATE 23505) in: INSERT INTO t VALUES (7);");
        assertThat(Rows.exists(database, "t")).isFalse();
    }

    @Test
    void what_runs_before_a_mistake_in_writing_is_not_to_blame_for_it() {
        run.file("001_t.sql", "CREATE TABLE t (n int);", "INSERT INTO t", "VALUES (1/0);", "SELEC 1;");

        assertThatThrownBy(run::migrate).hasMessageStartingWith("001_t.sql:2: division by zero (SQLSTATE 22012)");
    }

    @Test
    void statements_that_give_rows_run_to_their_end_and_copies_keep_their_place() {
        run.file(
                "001_t.sql",
                "CREATE TABLE t (n int);",
                "CREATE FUNCTION put(n int) RETURNS int LANGUAGE sql AS 'INSERT INTO t VALUES (n) RETURNING n';",
                "SELECT put(n), repeat('x', 1000) FROM generate_series(1, 5000) n;",
                "UPDATE t SET n = n + 1 RETURNING n;",
                "SELECT 1; SELECT 2;",
                "COPY t (n) FROM stdin;",
                "-1",
                "-2",
                "\\.",
                "DELETE FROM t WHERE n = -1;",
                "WITH gone AS (DELETE FROM t WHERE n = 5001 RETURNING n) INSERT INTO t SELECT -n FROM gone;");

        run.migrate();

        assertThat(Rows.of(database, "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM t"))
                .containsExactly("5001 -5001 5000");
    }

    @Test
    void warnings_keep_their_order_and_are_told_of_a_file_that_fails_too() {
        run.file(
                "001_t.sql",
                "DO $$ BEGIN RAISE WARNING 'first'; RAISE NOTICE 'not told'; END $$;",
                "DO $$ BEGIN RAISE WARNING 'second'; END $$;",
                "SELECT 1/0;");

        assertThatThrownBy(run::migrate).hasMessageStartingWith("001_t.sql:3: division by zero");

        assertThat(run.told)
                .containsExactly(
                        "started 001_t.sql 1/1",
                        "warned 001_t.sql: first",
                        "warned 001_t.sql: second",
                        "failed 001_t.sql");
    }

    @Test
    void a_statement_too_long_to_keep_the_script_beside_it_leaves_out_nothing() {
        String rows = IntStream.range(0, 200_000).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(","));
        run.file(
                "001_t.sql",
                "BEGIN;",
                "CREATE TABLE t (n int);",
                "INSERT INTO t VALUES " + rows + ";",
                "INSERT INTO t VALUES (-1);",
                "COMMIT;");

        run.migrate();

        assertThat(Rows.of(database, "SELECT count(*) || ' ' || sum(n) FROM t")).containsExactly("200001 19999899999");
        run.file("002_u.sql", "SELECT 1;", "INSERT INTO t VALUES " + rows, ", (nonsense);", "SELECT 2;");
        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("002_u.sql:3: column \"nonsense\" does not exist (SQLSTATE 42703)"
                        + " in: INSERT INTO t VALUES (0),(1)");
    }
}
