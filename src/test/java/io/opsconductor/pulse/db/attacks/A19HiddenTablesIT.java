package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.omission.OmissionCheck;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A19: who may create a trusted extension hides tables in it: dumps are whole, restores match, and the rows are in neither. */
class A19HiddenTablesIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @Postgres
    private TestDatabase database;

    @TempDir
    Path directory;

    private String mallory;

    @BeforeEach
    void make() throws SQLException {
        mallory = database.name() + "_mallory";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE EXTENSION IF NOT EXISTS citext",
                "CREATE ROLE " + mallory,
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory,
                "GRANT CREATE ON SCHEMA public TO " + mallory);
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
    }

    private void asMallory(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + mallory);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.first(connection, sql, row -> row.getString(1)).orElseThrow();
        }
    }

    private List<Finding> findings() {
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return new OmissionCheck(Sets.rotating(directory, RotationPolicy.KEEP_ALL), Sets.LISTING)
                    .findings(main, Instant.now());
        }
    }

    @Test
    void tables_hidden_in_a_trusted_extension_are_in_no_dump_and_are_named_until_the_remedy_is_run() throws Exception {
        asMallory(
                "CREATE EXTENSION btree_gin SCHEMA public",
                "CREATE TABLE public.seen AS SELECT 1 AS n",
                "CREATE TABLE public.\"Odd; name\" AS SELECT 1 AS n",
                "CREATE TABLE public.parts (n int) PARTITION BY LIST (n)",
                "CREATE TABLE public.part PARTITION OF public.parts DEFAULT",
                "INSERT INTO public.parts VALUES (1)",
                "CREATE SEQUENCE public.numbers");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
        asMallory(
                "ALTER EXTENSION btree_gin ADD TABLE public.\"Odd; name\"",
                "ALTER EXTENSION btree_gin ADD TABLE public.part",
                "ALTER EXTENSION btree_gin ADD SEQUENCE public.numbers");

        assertThat(dumped())
                .as("the attack")
                .contains("public.seen")
                .doesNotContain("public.\"Odd; name\"", "public.part");
        Finding finding = findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject()).isEqualTo("btree_gin");
        assertThat(finding.message())
                .contains("public.\"Odd; name\"", "public.part", "public.numbers")
                .doesNotContain("seen", "public.parts");

        asMallory(finding.remedy());
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
        assertThat(dumped()).as("after the remedy").contains("public.\"Odd; name\"", "public.part");
    }

    @Test
    void a_hidden_chunk_is_named_and_the_backup_that_lacks_it_does_not_count() throws Exception {
        asMallory(
                "CREATE EXTENSION btree_gin SCHEMA public",
                "CREATE TABLE public.readings (at timestamptz NOT NULL)",
                "SELECT public.create_hypertable('public.readings', 'at')",
                "INSERT INTO public.readings VALUES ('2026-01-01')");
        String chunk = "_timescaledb_internal."
                + text("SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = oid"
                        + " WHERE inhparent = 'public.readings'::regclass");
        asMallory("ALTER EXTENSION btree_gin ADD TABLE " + chunk);

        assertThat(taken().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("chunk"));
        Finding finding = findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains(chunk);

        asMallory(finding.remedy());
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
        assertThat(dumped()).as("after the remedy").contains(chunk);
    }

    @Test
    void a_table_that_a_superuser_made_a_member_is_a_warning_once_it_holds_rows() throws Exception {
        database.execute("CREATE TABLE own (n int)", "ALTER EXTENSION citext ADD TABLE own");
        assertThat(findings()).as("empty").extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("INSERT INTO own VALUES (1)");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
        try (Connection locker = database.connect()) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("LOCK TABLE own");
            assertThat(findings())
                    .as("not waited for")
                    .extracting(Finding::severity)
                    .containsExactly(Severity.WARNING);
        }
        assertThat(findings().get(0).cure().lines())
                .anyMatch(line -> line.contains("ALTER EXTENSION citext DROP TABLE public.own;"));
        database.execute("ALTER EXTENSION citext DROP TABLE public.own");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    /** A dump without a type, a function or a schema restores neither what uses them. */
    @Test
    void types_functions_schemas_and_all_else_that_is_hidden_is_named_until_the_remedy_is_run() throws Exception {
        asMallory(
                "CREATE EXTENSION btree_gin SCHEMA public",
                "CREATE EXTENSION hstore SCHEMA public",
                "CREATE TYPE public.\"Odd; type\" AS ENUM ('a')",
                "CREATE DOMAIN public.plain AS int",
                "CREATE FUNCTION public.f(\"Odd; type\", int[]) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE AGGREGATE public.total(int) (SFUNC = int4pl, STYPE = int)",
                "CREATE OPERATOR public.### (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)",
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.t (n \"Odd; type\")",
                "CREATE COLLATION public.plainly (LOCALE = 'C')",
                "CREATE TEXT SEARCH CONFIGURATION public.words (COPY = pg_catalog.simple)");
        assertThat(findings())
                .as("what scripts make")
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
        List<String> hidden = List.of(
                "TYPE public.\"Odd; type\"",
                "TYPE public.plain",
                "FUNCTION public.f(public.\"Odd; type\",integer[])",
                "AGGREGATE public.total(integer)",
                "OPERATOR public.###(integer,integer)",
                "SCHEMA hidden",
                "COLLATION public.plainly",
                "TEXT SEARCH CONFIGURATION public.words");
        for (String one : hidden) {
            asMallory("ALTER EXTENSION btree_gin ADD " + one);
        }

        Finding finding = findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("8 objects left out");
        for (String one : hidden) {
            assertThat(finding.remedy()).contains("ALTER EXTENSION btree_gin DROP " + one + ";");
        }
        asMallory(finding.remedy());
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    private Backup taken() {
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return Sets.take(directory, PROGRAMS, main, Sets.CUSTOM, BackupProgress.NONE);
        }
    }

    /** The tables of a backup that counts. */
    private Set<String> dumped() throws Exception {
        Backup backup = taken();
        assertThat(backup.problem()).isEmpty();
        return ManifestJson.read(backup.path(), SealKey.NONE).rows().keySet();
    }
}
