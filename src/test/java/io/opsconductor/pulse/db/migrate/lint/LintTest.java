package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

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
                "BEGIN; SELECT 1; ROLLBACK TO SAVEPOINT a; COMMIT;",
                "COPY t FROM stdin;\nCOMMIT;\n\\.\n"
            })
    void a_good_file_has_no_problem(String text) {
        assertThat(lint(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} in line {1} of {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no-statement|1|-- add alarm table~~",
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
                "mixed-transaction|1|CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk);~SELECT 1;",
                "mixed-transaction|1|CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT 1;~SELECT 1;",
                "mixed-transaction|2|SELECT 1;~ALTER TABLE t DETACH PARTITION p CONCURRENTLY;",
                "psql-command|2|SELECT 'GRANT …'~\\gexec",
                "psql-command|1|SELECT 'GRANT …' \\gexec",
                "lock-release|2|SELECT 1;~SELECT pg_advisory_unlock_all();",
                "lock-release|2|SELECT 1;~discard all;",
                "missing-terminator|2|SELECT 1;~SELECT 2",
                "missing-terminator|1|SELECT 'open;~SELECT 2;",
                "missing-terminator|3|BEGIN;~SELECT 1;~COMMIT",
            })
    void a_bad_file_is_named_with_rule_line_and_remedy(String rule, int line, String text) {
        assertThat(lint(text.replace('~', '\n'))).first().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.remedy()).isNotBlank();
            assertThat(problem.text()).startsWith("001_x.sql:" + line + ": ").endsWith("[" + rule + "]");
        });
    }

    @Test
    void the_psql_command_is_named() {
        assertThat(lint("\\connect other\n").get(0).message()).isEqualTo("the psql command \\connect is no SQL");
    }

    /** Whatever stands in a file, lint judges it and does not fall over. */
    @Test
    void no_soup_of_tokens_makes_lint_fail() {
        String[] pieces = ("ALTER|TABLE|t|ADD|COLUMN|CHECK|(|)|,|;|DROP|IF|EXISTS|RENAME|TO|TYPE|SET|NOT|NULL|VALID|"
                        + "CREATE|INDEX|CONCURRENTLY|ON|DO|$$|$a$|'|\"|E'\\|--|-- pulse:allow|/*|*/|\n|[|]|.|=|1|timescaledb|"
                        + "compress|create_hypertable|DEFAULT|USING|\\|BEGIN|ATOMIC|END|CONSTRAINT|VALIDATE|FUNCTION|ENABLE|"
                        + "ROW|LEVEL|SECURITY|WITH|add_retention_policy|=>|COPY|FROM|stdin")
                .split("\\|");
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String soup = random.ints(random.nextInt(30), 0, pieces.length)
                    .mapToObj(piece -> pieces[piece])
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            assertThatCode(() -> lint(soup)).as(soup).doesNotThrowAnyException();
        }
    }

    private static List<LintProblem> lint(String text) {
        return Lint.of(List.of(Corpus.source("001_x.sql", text)));
    }
}
