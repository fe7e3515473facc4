package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropInUseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE t;",
                "DROP TABLE IF EXISTS public.t CASCADE;",
                "DROP TABLE made_elsewhere;",
                "ALTER TABLE t DROP COLUMN a;",
                "ALTER TABLE t DROP a;",
                "ALTER TABLE t RENAME TO u;",
                "ALTER TABLE t RENAME COLUMN a TO b;",
                "ALTER TABLE t RENAME a TO b;",
                "ALTER TABLE t SET SCHEMA old;",
            })
    void what_the_running_version_may_use_is_not_taken_away(String sql) {
        assertThat(new Corpus().file("CREATE TABLE t (a int);").file(sql).problems())
                .containsExactly("002_x.sql:1 drop-in-use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE IF EXISTS new; CREATE TABLE new (a int);",
                "CREATE TEMP TABLE scratch (a int); DROP TABLE scratch;",
                "CREATE TABLE u (a int); ALTER TABLE u DROP COLUMN a; ALTER TABLE u RENAME TO v; DROP TABLE v;",
                "ALTER TABLE t DROP CONSTRAINT c, ALTER a DROP DEFAULT;",
                "ALTER TABLE t RENAME CONSTRAINT c TO d;",
                "ALTER INDEX i RENAME TO j; DROP INDEX i;",
                "DO $$ BEGIN DROP TABLE t; END $$;",
                "SELECT 'DROP TABLE t'; /* DROP TABLE t; */",
            })
    void what_nobody_can_use_yet_may_go(String sql) {
        assertThat(new Corpus().file("CREATE TABLE t (a int);").file(sql).problems())
                .isEmpty();
    }
}
