package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockRulesTest {
    private static final String TABLE =
            "CREATE TABLE t (a int, b varchar(10) NOT NULL, c numeric(10,2), d text, CONSTRAINT k CHECK (a > 0));";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volatile-default|ALTER TABLE t ADD COLUMN n uuid DEFAULT gen_random_uuid();",
                "volatile-default|ALTER TABLE t ADD n timestamptz NOT NULL DEFAULT clock_timestamp();",
                "volatile-default|ALTER TABLE IF EXISTS ONLY public.T ADD COLUMN IF NOT EXISTS n bigserial;",
                "volatile-default|ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS IDENTITY;",
                "volatile-default|ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS (a * 2) STORED;",
                "volatile-default|ALTER TABLE t ADD COLUMN n text DEFAULT concat('x', next_code());",
                "set-not-null|ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
                "set-not-null|ALTER TABLE t ALTER a SET NOT NULL;",
                "set-not-null|ALTER TABLE made_elsewhere ALTER a SET NOT NULL;",
                "scanning-constraint|ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o (a);",
                "scanning-constraint|ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o (a);",
                "scanning-constraint|ALTER TABLE t ADD CHECK (a > 0);",
                "scanning-constraint|ALTER TABLE t ADD COLUMN n int CHECK (n > 0);",
                "scanning-constraint|ALTER TABLE t ADD COLUMN n int DEFAULT 1 REFERENCES o (a);",
                "type-change|ALTER TABLE t ALTER COLUMN a TYPE bigint;",
                "type-change|ALTER TABLE t ALTER b SET DATA TYPE varchar(5);",
                "type-change|ALTER TABLE t ALTER c TYPE numeric(12,4);",
                "type-change|ALTER TABLE t ALTER d TYPE jsonb USING d::jsonb;",
                "type-change|ALTER TABLE made_elsewhere ALTER d TYPE jsonb;",
            })
    void a_table_in_use_is_not_read_or_rewritten_under_lock(String rule, String sql) {
        assertThat(new Corpus()
                        .file(TABLE, "CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS 'SELECT 1';")
                        .file("-- the change", sql)
                        .problems())
                .containsExactly("002_x.sql:2 " + rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN n timestamptz DEFAULT now();",
                "ALTER TABLE t ADD COLUMN n text NOT NULL DEFAULT 'random()';",
                "ALTER TABLE t ADD COLUMN n text DEFAULT fixed_code();",
                "ALTER TABLE t ADD COLUMN n int REFERENCES o (a);",
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o (a) NOT VALID;",
                "ALTER TABLE t ADD CHECK (a > 0) NOT VALID;",
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);",
                "ALTER TABLE t VALIDATE CONSTRAINT older;",
                "ALTER TABLE t ALTER a DROP NOT NULL, ALTER a SET DEFAULT random();",
                "ALTER TABLE t ALTER b TYPE varchar(20), ALTER c TYPE numeric(12,2);",
                "ALTER TABLE t ALTER b TYPE character varying, ALTER c TYPE decimal;",
                "ALTER TABLE t ALTER b TYPE text, ALTER d TYPE varchar;",
                "ALTER TABLE t ALTER a SET STATISTICS 100, RENAME CONSTRAINT k TO l;",
                "UPDATE t SET a = 1; -- ALTER TABLE t ALTER a SET NOT NULL",
            })
    void what_neither_reads_nor_rewrites_is_fine(String sql) {
        assertThat(new Corpus()
                        .file(TABLE, "CREATE FUNCTION fixed_code() RETURNS text STABLE LANGUAGE sql AS 'SELECT 1';")
                        .file(sql)
                        .problems())
                .isEmpty();
    }

    @Test
    void a_table_of_the_same_file_is_empty_and_may_be_changed() {
        assertThat(new Corpus()
                        .file(
                                TABLE,
                                "ALTER TABLE t ADD COLUMN n uuid DEFAULT gen_random_uuid();",
                                "ALTER TABLE t ALTER a SET NOT NULL, ALTER a TYPE bigint;",
                                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o (a);")
                        .problems())
                .isEmpty();
    }

    @Test
    void a_validated_check_lets_a_column_become_not_null_unread() {
        String add = "ALTER TABLE t ADD CONSTRAINT full CHECK (a IS NOT NULL) NOT VALID;";
        String validate = "ALTER TABLE t VALIDATE CONSTRAINT full;";
        String set = "ALTER TABLE t ALTER a SET NOT NULL;";

        assertThat(new Corpus().file(TABLE).file(add).file(validate).file(set).problems())
                .isEmpty();
        assertThat(new Corpus().file(TABLE).file(add).file(set).problems()).containsExactly("003_x.sql:1 set-not-null");
        assertThat(new Corpus().file(TABLE).file(add, validate).problems())
                .as("in one transaction the lock of the first outlasts the reading of the second")
                .containsExactly("002_x.sql:2 scanning-constraint");
    }

    @Test
    void a_rename_keeps_what_is_known_of_a_table() {
        assertThat(new Corpus()
                        .file(TABLE, "ALTER TABLE t RENAME COLUMN a TO z;", "ALTER TABLE t RENAME TO u;")
                        .file("ALTER TABLE u ALTER z TYPE integer;")
                        .problems())
                .isEmpty();
    }

    @Test
    void the_message_tells_what_and_why() {
        assertThat(new Corpus()
                        .file(TABLE)
                        .file("ALTER TABLE t ALTER a TYPE bigint;")
                        .message())
                .isEqualTo("the new type bigint of t.a, now integer, rewrites t");
        assertThat(new Corpus()
                        .file("ALTER TABLE t ADD n uuid DEFAULT gen_random_uuid();")
                        .message())
                .isEqualTo("the default of t.n calls gen_random_uuid(), which is volatile: rewrites t");
    }
}
