package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.migrate.index.IndexCheck;
import io.opsconductor.pulse.db.migrate.table.UnloggedTableCheck;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T6: building an index anew, or writing a table anew, computes the index as the table's owner: here a superuser. */
class T6RebuiltCodeIT extends MigrationAttack {
    @BeforeEach
    void make() throws SQLException {
        run.file("000_begin.sql", "SELECT 1;").migrate();
        database.execute(
                "CREATE SCHEMA evil AUTHORIZATION " + mallory,
                "CREATE UNLOGGED TABLE t (n int, r int4range)",
                "INSERT INTO t VALUES (1, '[1,2]')",
                "SET ROLE " + mallory,
                "CREATE TABLE evil.ran (who name)",
                "GRANT ALL ON evil.ran TO PUBLIC",
                "CREATE FUNCTION evil.b() RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO evil.ran VALUES (current_user); RETURN true; END'",
                "CREATE FUNCTION evil.i(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM evil.b(); RETURN $1; END'",
                "CREATE TABLE evil.hers (n int)",
                "CREATE INDEX hers_n ON evil.hers (evil.i(n))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX x ON t (evil.i(n))",
                "CREATE INDEX x ON t (n) WHERE evil.i(n) > 0",
                "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&) WHERE (evil.i(n) > 0)",
                "CREATE FUNCTION ours(int) RETURNS int IMMUTABLE BEGIN ATOMIC SELECT evil.i($1); END &"
                        + " CREATE INDEX x ON t (ours(n))"
            })
    void neither_a_repair_nor_a_pasted_remedy_runs_another_roles_code(String made) throws Exception {
        database.execute(made.split(" & "));
        database.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'x'::regclass", "TRUNCATE evil.ran");

        assertThat(run.rebuildIndexes().indexes()).singleElement().satisfies(row -> assertThat(row.left())
                .contains("code of a role that is not trusted", "evil.i(integer) of role " + mallory));
        try (Database checked = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(new IndexCheck().findings(checked, Instant.now())).satisfiesExactly(this::assertNotPasted);
            assertThat(new UnloggedTableCheck().findings(checked, Instant.now()))
                    .satisfiesExactly(this::assertNotPasted);
        }
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM evil.ran")).isEqualTo("0");
    }

    private void assertNotPasted(Finding finding) {
        assertThat(finding.cure().kind()).isEqualTo(Remedy.Kind.TEXT);
        assertThat(finding.remedy()).startsWith("first read evil.i(integer) of role " + mallory);
    }

    @Test
    void what_is_hers_is_computed_as_her_and_what_is_ours_is_put_right() throws Exception {
        database.execute(
                "CREATE INDEX x ON t (abs(n))",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('x'::regclass, 'evil.hers_n'::regclass)");

        assertThat(run.rebuildIndexes().succeeded()).isTrue();
        try (Database checked = new Database(DatabaseUrl.parse(database.url()))) {
            List<Finding> unlogged = new UnloggedTableCheck().findings(checked, Instant.now());
            assertThat(unlogged).singleElement().satisfies(finding -> assertThat(finding.remedy())
                    .isEqualTo("ALTER TABLE public.t SET LOGGED;"));
        }
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM evil.ran WHERE who <> '" + mallory + "'"))
                .isEqualTo("0");
    }
}
