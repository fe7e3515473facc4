package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of pg_dump as the first migration: with its {@code \restrict} lines and its empty search_path. */
class BaselineIT {
    private static final String[] WITHOUT_RECORDS = {
        "--exclude-table=flyway_schema_history",
        "--exclude-table=schema_migrations",
        "--exclude-table=pulse_migration_log*"
    };

    @TempDir
    Path folder;

    @Test
    void a_script_of_pg_dump_makes_what_it_was_made_of_and_the_next_file_finds_its_schema(@Postgres TestDatabase source)
            throws Exception {
        try (TestDatabase target = DevelopmentDatabases.shared().postgres()) {
            source.execute(
                    "CREATE SCHEMA app",
                    "CREATE TABLE app.a (id serial PRIMARY KEY, \"it;s\" text NOT NULL DEFAULT 'a;b')",
                    "INSERT INTO app.a (\"it;s\") VALUES (E'tab\\t\\\\. line\\n'), ('größe')",
                    "CREATE VIEW public.v AS SELECT id FROM app.a",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'");
            TestRun run = new TestRun(target, folder)
                    .file("001_baseline.sql", dump(source))
                    .file("002_next.sql", "CREATE TABLE next (n int);", "INSERT INTO app.a DEFAULT VALUES;");

            assertThat(run.migrate().applied()).hasSize(2);

            assertThat(Rows.of(target, "SELECT \"it;s\" FROM app.a ORDER BY id LIMIT 2"))
                    .isEqualTo(Rows.of(source, "SELECT \"it;s\" FROM app.a ORDER BY id"));
            assertThat(Rows.of(target, "SELECT max(id)::text FROM app.a")).containsExactly("3");
            assertThat(Rows.of(target, "SELECT to_regclass('public.next')::text"))
                    .containsExactly("next");
            target.execute("DROP TABLE next", "DELETE FROM app.a WHERE id = 3", "SELECT setval('app.a_id_seq', 2)");
            assertThat(SchemaDump.schema(target, WITHOUT_RECORDS)).isEqualTo(SchemaDump.schema(source));
            assertThat(run.migrate().applied()).isEmpty();
        }
    }

    private static String dump(TestDatabase source) throws Exception {
        Process pgDump = new ProcessBuilder(
                        DevelopmentDatabases.shared()
                                .clientTools()
                                .resolve("pg_dump")
                                .toString(),
                        "--no-owner",
                        "--dbname=" + source.url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String script = new String(pgDump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(pgDump.waitFor()).isZero();
        assertThat(script).contains("\\restrict ", "set_config('search_path', '', false)");
        return script;
    }
}
