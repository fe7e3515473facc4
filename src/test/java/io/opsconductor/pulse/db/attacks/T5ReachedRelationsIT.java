package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.isolation.SearchPathCheck;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T5: what a trusted role built on relations of one that is not: a view calls functions as whoever reads it. */
class T5ReachedRelationsIT extends MigrationAttack {
    @BeforeEach
    void make() throws SQLException {
        run.file("000_begin.sql", "CREATE TABLE t (id int PRIMARY KEY, n int);", "INSERT INTO t VALUES (1, 1);")
                .migrate();
        database.execute(
                "CREATE SCHEMA evil AUTHORIZATION " + mallory,
                "SET ROLE " + mallory,
                "CREATE TABLE evil.ran (who name)",
                "GRANT ALL ON evil.ran TO PUBLIC",
                "CREATE FUNCTION evil.b() RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO evil.ran VALUES (current_user); RETURN true; END'",
                "CREATE FUNCTION evil.i(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM evil.b(); RETURN $1; END'",
                "CREATE FUNCTION evil.t() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM evil.b(); RETURN new; END'",
                "CREATE TABLE evil.own (id serial, n int CHECK (n > 0), at timestamptz DEFAULT clock_timestamp(),"
                        + " key uuid DEFAULT gen_random_uuid())",
                "INSERT INTO evil.own (n) VALUES (1)");
    }

    private void build(String hers, String ours) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SET ROLE " + mallory));
        statements.addAll(List.of(hers.split(" & ")));
        statements.add("RESET ROLE");
        statements.addAll(List.of(ours.split(" & ")));
        statements.add("TRUNCATE evil.ran");
        database.execute(statements.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b() | CREATE VIEW r AS SELECT * FROM evil.v |"
                        + " view evil.v | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b() |"
                        + " CREATE VIEW m AS SELECT * FROM evil.v & CREATE VIEW r AS SELECT * FROM m |"
                        + " view evil.v | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE VIEW evil.w AS SELECT n FROM evil.own WHERE evil.b() & CREATE VIEW evil.v AS SELECT * FROM evil.w |"
                        + " CREATE VIEW r AS SELECT * FROM evil.v | view evil.v | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE VIEW evil.v AS SELECT 1 AS n |"
                        + " CREATE VIEW r AS SELECT * FROM evil.v | view evil.v | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b() |"
                        + " CREATE MATERIALIZED VIEW r AS SELECT * FROM evil.v WITH NO DATA |"
                        + " view evil.v | REFRESH MATERIALIZED VIEW r; | rule _RETURN on materialized view public.r",
                "CREATE INDEX ON evil.own (evil.i(7)) | CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " evil.i(integer) | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE STATISTICS evil.s ON n, (evil.i(7)) FROM evil.own | CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " evil.i(integer) | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE POLICY p ON evil.own USING (evil.b()) | CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " evil.b() | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE POLICY p ON evil.own USING (query_to_xml('SELECT evil.b()', true, true, '') IS NOT NULL) |"
                        + " CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " query_to_xml(text,boolean,boolean,text) in an expression | SELECT * FROM r; |"
                        + " rule _RETURN on view public.r",
                "CREATE TABLE evil.p (n int) PARTITION BY RANGE (n) & CREATE TABLE evil.p1 PARTITION OF evil.p DEFAULT &"
                        + " CREATE INDEX ON evil.p1 (evil.i(7)) | CREATE VIEW r AS SELECT n FROM evil.p |"
                        + " evil.i(integer) | SELECT * FROM r; | rule _RETURN on view public.r",
                "CREATE MATERIALIZED VIEW evil.m AS SELECT 1 AS n & CREATE INDEX ON evil.m (evil.i(7)) |"
                        + " CREATE VIEW r AS SELECT n FROM evil.m | evil.i(integer) | SELECT * FROM r; |"
                        + " rule _RETURN on view public.r",
                "CREATE TRIGGER x BEFORE INSERT ON evil.own FOR EACH ROW EXECUTE FUNCTION evil.t() |"
                        + " CREATE VIEW m AS SELECT n FROM evil.own WHERE n > 0 & CREATE VIEW r AS SELECT n FROM m |"
                        + " evil.t() | INSERT INTO r VALUES (2); | rule _RETURN on view public.r",
                "ALTER TABLE evil.own ALTER n SET DEFAULT evil.i(1) | CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " evil.i(integer) | INSERT INTO r DEFAULT VALUES; | rule _RETURN on view public.r",
                "ALTER TABLE evil.own ADD CHECK (query_to_xml('SELECT evil.b()', true, true, '') IS NOT NULL) NOT VALID |"
                        + " CREATE VIEW r AS SELECT n FROM evil.own |"
                        + " query_to_xml(text,boolean,boolean,text) in an expression | INSERT INTO r VALUES (2); |"
                        + " rule _RETURN on view public.r",
                "CREATE TRIGGER x BEFORE INSERT ON evil.own FOR EACH ROW EXECUTE FUNCTION evil.t() |"
                        + " CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO evil.own (n) VALUES (new.n) |"
                        + " evil.t() | INSERT INTO t VALUES (2, 1); | rule r on table public.t",
                "CREATE TRIGGER x BEFORE INSERT ON evil.own FOR EACH ROW EXECUTE FUNCTION evil.t() |"
                        + " CREATE FUNCTION r() RETURNS int BEGIN ATOMIC INSERT INTO evil.own (n) VALUES (1) RETURNING n; END |"
                        + " evil.t() | SELECT r(); | function public.r()",
                "CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b() |"
                        + " CREATE FUNCTION r() RETURNS int BEGIN ATOMIC SELECT n FROM evil.v; END |"
                        + " view evil.v | SELECT r(); | function public.r()",
                "CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b() |"
                        + " CREATE POLICY r ON t USING (n IN (SELECT n FROM evil.v)) |"
                        + " view evil.v | SELECT * FROM t; | policy r on table public.t"
            })
    void what_is_built_on_another_roles_view_or_table_runs_that_roles_code(
            String hers, String ours, String code, String file, String carrier) throws Exception {
        build(hers, ours);
        run.file("001_w.sql", file);

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, refused -> {
            assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(refused).hasMessageContaining(carrier).hasMessageContaining("not trusted, " + code);
        });
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM evil.ran")).isEqualTo("0");
        try (Database checked = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(new SearchPathCheck().findings(checked, Instant.now()))
                    .as("found without any file, too")
                    .filteredOn(finding -> finding.subject().startsWith(code))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                        assertThat(finding.message()).contains(carrier.substring(carrier.lastIndexOf(' ') + 1));
                        assertThat(finding.remedy()).startsWith("read it, then ");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | CREATE VIEW r AS SELECT * FROM evil.own",
                "CREATE INDEX ON evil.own ((n + 1)) & CREATE POLICY p ON evil.own USING (current_setting('a.b', true) = 'x') |"
                        + " CREATE VIEW r AS SELECT n FROM evil.own",
                "CREATE MATERIALIZED VIEW evil.m AS SELECT 1 AS n WHERE evil.b() | CREATE VIEW r AS SELECT n FROM evil.m",
                "CREATE TRIGGER x BEFORE INSERT ON evil.own FOR EACH ROW EXECUTE FUNCTION evil.t() |"
                        + " CREATE VIEW r AS SELECT count(*) FROM evil.own & CREATE VIEW s AS SELECT DISTINCT n FROM evil.own &"
                        + " CREATE VIEW g AS SELECT n FROM evil.own GROUP BY n & CREATE VIEW j AS SELECT n FROM evil.own NATURAL JOIN t &"
                        + " CREATE FUNCTION reads() RETURNS int BEGIN ATOMIC SELECT n FROM evil.own; END",
                "CREATE VIEW evil.v AS SELECT n FROM public.t WHERE evil.b() & CREATE VIEW evil.w AS SELECT * FROM evil.v |"
                        + " CREATE VIEW r AS SELECT n FROM t"
            })
    void a_table_without_code_of_its_own_and_what_only_writing_runs_are_read(String hers, String ours)
            throws Exception {
        database.execute("GRANT SELECT ON t TO " + mallory);
        build(hers, ours);
        run.file("001_w.sql", "SELECT * FROM r;");

        assertThat(run.migrate().applied()).hasSize(1);
        assertThat(HostileOwner.one(database, "SELECT count(*) FROM evil.ran")).isEqualTo("0");
    }

    @Test
    void a_trusted_view_on_her_view_is_let_through_once_she_is_trusted() throws Exception {
        build("CREATE VIEW evil.v AS SELECT n FROM evil.own WHERE evil.b()", "CREATE VIEW r AS SELECT * FROM evil.v");
        run.file("001_w.sql", "SELECT * FROM r;");
        assertThatThrownBy(run::migrate)
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.remedy())
                        .contains("ALTER VIEW evil.v OWNER TO"));

        database.execute("GRANT " + mallory + " TO postgres");

        assertThat(run.migrate().applied()).hasSize(1);
    }
}
