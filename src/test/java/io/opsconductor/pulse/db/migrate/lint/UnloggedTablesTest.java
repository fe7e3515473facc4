package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnloggedTablesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNLOGGED TABLE u (a int);",
                "create unlogged table if not exists iot.\"U\" as select 1;",
                "ALTER TABLE t SET UNLOGGED;",
                "ALTER TABLE made_elsewhere SET UNLOGGED;",
                "CREATE UNLOGGED TABLE u (a int); ALTER TABLE u RENAME TO v;",
                "CREATE UNLOGGED TABLE u (a int); ALTER TABLE t SET LOGGED;",
            })
    void a_table_that_a_file_leaves_unlogged_is_told(String sql) {
        assertThat(new Corpus().file("CREATE TABLE t (a int);").file(sql).problems())
                .containsExactly("002_x.sql:1 unlogged-table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNLOGGED TABLE u (a int); INSERT INTO u VALUES (1); ALTER TABLE u SET LOGGED;",
                "CREATE UNLOGGED TABLE u (a int); ALTER TABLE u RENAME TO v; ALTER TABLE public.v SET LOGGED;",
                "CREATE UNLOGGED TABLE u (a int); DROP TABLE u;",
                "CREATE UNLOGGED TABLE IF NOT EXISTS t (a int);",
                "CREATE TABLE unlogged (a int); CREATE TEMP TABLE scratch (a int);",
                "ALTER TABLE t SET LOGGED;",
                "DO $$ BEGIN CREATE UNLOGGED TABLE u (a int); END $$;",
                "SELECT 'CREATE UNLOGGED TABLE u'; -- CREATE UNLOGGED TABLE u",
                "-- pulse:allow unlogged-table: a cache\nCREATE UNLOGGED TABLE u (a int);",
            })
    void a_table_that_is_logged_or_gone_in_the_end_is_let_pass(String sql) {
        assertThat(new Corpus().file("CREATE TABLE t (a int);").file(sql).problems())
                .isEmpty();
    }

    @Test
    void the_line_is_that_of_the_statement() {
        assertThat(new Corpus()
                        .file("SELECT 1;", "", "CREATE UNLOGGED TABLE a (n int);", "CREATE UNLOGGED TABLE b (n int);")
                        .problems())
                .containsExactly("001_x.sql:3 unlogged-table", "001_x.sql:4 unlogged-table");
    }
}
