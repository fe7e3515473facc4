package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA app;",
                "GRANT CREATE ON DATABASE d TO x;",
                "REASSIGN OWNED BY me TO x;",
                "ALTER TABLE t OWNER\n TO x;",
                "ALTER TABLE t OWNER /* ; */ TO x;",
                "GRANT ALL ON t TO x;",
                "GRANT SELECT, /* a; comment; with; semicolons */ TRIGGER ON t TO x;",
                "DO $$ BEGIN EXECUTE 'GRANT USAGE, CREATE ON SCHEMA ' || name; END $$;",
                // In a body a comment may be code: of which language it is, is not read.
                "DO $$ -- schema\n BEGIN NULL; END $$;",
                "SELECT 'grant ' || 'trigger on t to x';",
                "COMMENT ON TABLE t IS 'x'; CREATE SCHEMA app; COMMENT ON TABLE u IS 'y';",
                "SELECT 1; -- a comment\nCREATE /* in between */ SCHEMA app",
                "COPY t FROM stdin;\nschema\n\\.\n",
                // No statement: it ends with the next one.
                "COMMENT; CREATE SCHEMA app;",
            })
    void what_may_open_the_path_is_seen(String script) {
        assertThat(scanned(script).mayOpenThePath()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; -- in this schema, of the database",
                "/* GRANT ALL ON t TO x; */ SELECT 1;",
                "COMMENT ON TABLE t IS 'its schema; GRANT ALL ON t TO x;';",
                "COMMENT ON TABLE t IS -- schema\n 'x'; SELECT 2;",
                "GRANT SELECT ON t TO x; SELECT -- all\n 1;",
                "SELECT * FROM information_schema.columns WHERE table_schema = 'public';",
            })
    void what_is_no_code_opens_nothing(String script) {
        assertThat(scanned(script).mayOpenThePath()).isFalse();
    }

    @Test
    void a_grant_is_seen_in_statements_strings_and_bodies() {
        assertThat(scanned("GRANT SELECT ON t TO x;").mayGrant()).isTrue();
        assertThat(scanned("DO $$ BEGIN EXECUTE 'grant select on t to x'; END $$;")
                        .mayGrant())
                .isTrue();
        assertThat(scanned("-- no GRANT\nSELECT 1; COMMENT ON TABLE t IS 'grant';")
                        .mayGrant())
                .isFalse();
    }

    @Test
    void of_a_large_script_comments_count() {
        String large = "-- schema, grant\nSELECT 1;" + " ".repeat(1 << 20);

        assertThat(scanned(large).mayOpenThePath()).isTrue();
        assertThat(scanned(large).mayGrant()).isTrue();
    }

    @Test
    void few_of_the_files_that_ship_may_open_the_path() {
        List<String> open = MigrationFolder.read(Optional.of(Path.of("packed:"))).stream()
                .filter(file -> scanned(file.text()).mayOpenThePath())
                .map(MigrationFile::label)
                .toList();

        assertThat(open).containsExactly("004", "018", "020", "029", "030");
    }

    private static ScannedScript scanned(String script) {
        return ScannedScript.of(script, new SqlScanner.Listener() {});
    }
}
