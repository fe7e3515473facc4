package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "BEGIN;\nSELECT 1;\nCOMMIT;",
                "-- header\nBEGIN TRANSACTION; SELECT 1; SELECT 2; COMMIT WORK;\n-- footer\n",
                "START TRANSACTION; SELECT 1; END;",
                "DO $$ BEGIN COMMIT; END $$;",
                "SAVEPOINT a; SELECT 1; RELEASE SAVEPOINT a;",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);",
                "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;",
                "SELECT 1 -- no semicolon at the end",
                "COPY t FROM stdin;\nCOMMIT;\n\\.\n"
            })
    void a_good_file_has_no_problem(String text) {
        assertThat(Lint.of(Examples.file("001", text))).isEmpty();
    }

    @ParameterizedTest(name = "{0} in line {1} of {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "transaction-control|2|SELECT 1;~COMMIT;~SELECT 2;",
                "transaction-control|1|BEGIN;~SELECT 1;",
                "transaction-control|2|SELECT 1;~ROLLBACK;",
                "transaction-control|1|BEGIN ISOLATION LEVEL SERIALIZABLE;~SELECT 1;~COMMIT;",
                "transaction-control|3|BEGIN;~SELECT 1;~COMMIT;~BEGIN;~SELECT 2;~COMMIT;",
                "transaction-control|2|SELECT 1;~ABORT;",
                "transaction-control|2|SELECT 1;~PREPARE TRANSACTION 'x';",
                "psql-command|2|SELECT 1;~\\i other.sql",
                "psql-command|1|\\set x 1~SELECT 1;",
                "mixed-transaction|2|SELECT 1;~CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);",
                "mixed-transaction|1|VACUUM t;~SELECT 1;",
                "mixed-transaction|1|CALL refresh_continuous_aggregate('a', NULL, NULL);~SELECT 1;",
                "mixed-transaction|1|REINDEX INDEX CONCURRENTLY i;~SELECT 1;",
                "mixed-transaction|1|DROP INDEX CONCURRENTLY i;~SELECT 1;",
            })
    void a_bad_file_is_named_with_rule_line_and_remedy(String rule, int line, String text) {
        assertThat(Lint.of(Examples.file("001", text.replace('~', '\n'))))
                .first()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo(rule);
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.remedy()).isNotBlank();
                    assertThat(problem.text())
                            .startsWith("001_x.sql:" + line + ": ")
                            .endsWith("[" + rule + "]");
                });
    }

    @Test
    void the_psql_command_is_named() {
        assertThat(Lint.of(Examples.file("001", "\\connect other\n")).get(0).message())
                .isEqualTo("the psql command \\connect is no SQL");
    }

    @Test
    void only_what_cannot_run_in_a_transaction_runs_outside_of_one() {
        assertThat(FlywayResources.runsOutsideTransaction(
                        Examples.file("001", "CREATE INDEX CONCURRENTLY i ON t (a);")))
                .isTrue();
        assertThat(FlywayResources.runsOutsideTransaction(
                        Examples.file("001", "-- CREATE INDEX CONCURRENTLY\nSELECT 'VACUUM t;';")))
                .isFalse();
    }
}
