package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.status.AppliedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as people write them for the Python runner makes by {@code migrate} what it makes by {@code psql -f}. */
class PythonRunnersFolderIT {
    private static final String[] WITHOUT_RECORDS = {
        "--exclude-table=flyway_schema_history",
        "--exclude-table=schema_migrations",
        "--exclude-table=pulse_migration_log*"
    };

    @TempDir
    Path folder;

    @Test
    void every_manner_of_writing_runs_unchanged(@Postgres TestDatabase ours, @Postgres TestDatabase psqls)
            throws Exception {
        TestRun run = new TestRun(ours, folder);
        List<String> scripts = write(run);

        assertThat(run.validate().problems()).isEmpty();
        assertThat(run.migrate().applied()).extracting(AppliedFile::script).containsExactlyElementsOf(scripts);
        for (String script : scripts) {
            psql(psqls, script);
        }

        assertThat(SchemaDump.schema(ours, WITHOUT_RECORDS)).isEqualTo(SchemaDump.schema(psqls));
        String rows = "SELECT t::text FROM t ORDER BY id";
        assertThat(Rows.of(ours, rows)).isEqualTo(Rows.of(psqls, rows)).hasSize(9);
        assertThat(run.migrate().applied()).isEmpty();
    }

    private static List<String> write(TestRun run) {
        run.file(
                        "000_base.sql",
                        "-- Migration 000: the table",
                        "/* /* nested */ and with a ; in it */",
                        "begin;",
                        "",
                        "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, \"a;b\" text, made timestamptz);",
                        "",
                        "commit;",
                        "-- End of the migration; nothing follows",
                        "")
                .file(
                        "002_blocks.sql",
                        "BEGIN TRANSACTION;",
                        "SET LOCAL search_path = public;",
                        "DO $do$",
                        "DECLARE body text := $b$ it's; $x$ nested $x$ $b$;",
                        "BEGIN",
                        "  IF NOT EXISTS (SELECT 1 FROM t WHERE id = 1) THEN",
                        "    EXECUTE $e$ INSERT INTO t VALUES (1, $q$do; 'quoted'$q$) $e$;",
                        "  END IF;",
                        "  BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN unique_violation THEN NULL; END;",
                        "END",
                        "$do$;",
                        "END;")
                .file(
                        "002a_copy.sql",
                        "START TRANSACTION;",
                        "COPY t (id, \"a;b\") FROM stdin WITH (FORMAT csv);",
                        "2,\"BEGIN; COMMIT; it's \"\"data\"\"\"",
                        "3,-- no comment",
                        "\\.",
                        "COPY t (id, \"a;b\") FROM STDIN;",
                        "4\t\\\\i no command\\tof psql",
                        "5\t\\N",
                        "\\.",
                        "INSERT INTO t VALUES (6, E'it\\'s;\\n', NULL), (7, U&'d\\0061t\\+000061', NULL);",
                        "COMMIT WORK;")
                .file(
                        "010_functions.sql",
                        "\uFEFFCREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS '",
                        "BEGIN NEW.made := NULL; RETURN NEW; END;';",
                        "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();")
                .file("011_windows.sql", "INSERT INTO t\r\nVALUES (8, 'two\r\nlines');\r\n\r\n-- end\r")
                .file(
                        "115_last.sql",
                        "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;",
                        "CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT 9 AS n;",
                        "INSERT INTO t SELECT n, '$1 :one ${two} ?' FROM gone;");
        return List.of(
                "000_base.sql",
                "002_blocks.sql",
                "002a_copy.sql",
                "010_functions.sql",
                "011_windows.sql",
                "115_last.sql");
    }

    /** One transaction a file, as that runner does; its BEGIN in the file is then only a warning. */
    private void psql(TestDatabase database, String script) throws IOException, InterruptedException {
        Process psql = new ProcessBuilder(
                        DevelopmentDatabases.shared()
                                .clientTools()
                                .resolve("psql")
                                .toString(),
                        "--no-psqlrc",
                        "--quiet",
                        "--set=ON_ERROR_STOP=1",
                        "--single-transaction",
                        "--file=" + folder.resolve(script),
                        database.url())
                .redirectErrorStream(true)
                .start();
        String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(psql.waitFor()).as(script + ": " + said).isZero();
    }
}
