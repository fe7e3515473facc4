package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPathTest {
    private static final String INDEX = "CREATE INDEX CONCURRENTLY i ON iot.reading (time);";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = iot, public;",
                "SET search_path TO \"iot\";",
                "SET LOCAL search_path = 'iot', 'public';",
                "SET SESSION search_path TO iot;",
                "SET SCHEMA 'iot';",
                "SELECT set_config('search_path', 'iot, public', false);",
                "SELECT pg_catalog.set_config('search_path', 'iot', true);",
                "BEGIN; SET search_path = \"$user\", pg_catalog, iot;"
            })
    void an_unqualified_name_is_made_in_the_first_schema_of_the_path(String set) {
        Corpus corpus = new Corpus()
                .file(set, "CREATE TABLE reading (time timestamptz);", "SELECT create_hypertable('reading', 'time');")
                .file(INDEX);

        assertThat(corpus.problems()).contains("002_x.sql:1 concurrently-on-hypertable");
    }

    @Test
    void an_unqualified_name_is_looked_for_along_the_path() {
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE reading (time timestamptz);",
                                "SELECT create_hypertable('reading', 'time');")
                        .file("SET search_path = iot, public;", "CREATE INDEX CONCURRENTLY i ON reading (time);")
                        .problems())
                .contains("002_x.sql:2 concurrently-on-hypertable");
    }

    @Test
    void a_path_ends_with_its_file_and_with_reset() {
        assertThat(new Corpus()
                        .file("CREATE TABLE reading (n int);")
                        .file("SET search_path = iot;", "CREATE TABLE reading (time timestamptz);")
                        .file("SELECT create_hypertable('iot.reading', 'time');")
                        .file("CREATE INDEX CONCURRENTLY i ON reading (n);")
                        .file("SET search_path = iot;", "RESET search_path;", "ALTER TABLE reading ADD CHECK (n > 0);")
                        .problems())
                .containsExactly("005_x.sql:3 scanning-constraint");
    }

    @Test
    void without_a_path_the_written_schema_counts() {
        assertThat(new Corpus()
                        .file(
                                "SELECT pg_catalog.set_config('search_path', '', false);",
                                "CREATE TABLE iot.reading (time timestamptz);",
                                "CREATE TABLE public.other (n int);")
                        .file("SELECT create_hypertable('iot.reading', 'time');")
                        .file(INDEX)
                        .file("SELECT add_retention_policy('other', INTERVAL '1 day');")
                        .problems())
                .containsExactly("003_x.sql:1 concurrently-on-hypertable", "004_x.sql:1 policy-on-plain-table");
    }

    @Test
    void a_renamed_table_stays_in_its_schema_and_a_moved_one_does_not() {
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE iot.old (time timestamptz);",
                                "SELECT create_hypertable('iot.old', 'time');",
                                "ALTER TABLE iot.old RENAME TO reading;")
                        .file(INDEX)
                        .file("ALTER TABLE iot.reading SET SCHEMA app;")
                        .file("CREATE INDEX CONCURRENTLY i ON app.reading (time);")
                        .problems())
                .contains("002_x.sql:1 concurrently-on-hypertable", "004_x.sql:1 concurrently-on-hypertable");
    }
}
