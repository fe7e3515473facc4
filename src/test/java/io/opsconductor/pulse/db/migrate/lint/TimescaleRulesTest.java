package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimescaleRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT create_hypertable('telemetry', 'time');",
                "SELECT public.create_hypertable('public.telemetry', by_range('time'));",
                "SELECT * FROM create_hypertable(relation => 'telemetry', dimension => by_range('time'));",
                "SELECT create_hypertable('telemetry'::regclass, 'time');",
                "DO $$ BEGIN IF true THEN PERFORM create_hypertable('telemetry', 'time'); END IF; END $$;"
            })
    void no_index_is_built_concurrently_on_a_hypertable(String made) {
        Corpus corpus = new Corpus()
                .file("CREATE TABLE telemetry (time timestamptz);", made)
                .file("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY public.Telemetry (time);");

        assertThat(corpus.problems()).containsExactly("002_x.sql:1 concurrently-on-hypertable");
        assertThat(corpus.message()).isEqualTo("CONCURRENTLY on telemetry, which is a hypertable");
    }

    @Test
    void a_table_can_be_created_as_a_hypertable() {
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE t (time timestamptz) WITH (timescaledb.hypertable, tsdb.chunk_interval='1 day');")
                        .file("CREATE INDEX CONCURRENTLY ON t (time);")
                        .problems())
                .containsExactly("002_x.sql:1 concurrently-on-hypertable");
    }

    @Test
    void quoted_and_qualified_spellings_mean_the_same() {
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE \"Sensor Data\" (time timestamptz);",
                                "SELECT \"public\".\"create_hypertable\"('\"Sensor Data\"', 'time');")
                        .file("CREATE INDEX CONCURRENTLY ON public.\"Sensor Data\" (time);")
                        .problems())
                .containsExactly("002_x.sql:1 concurrently-on-hypertable");
    }

    @Test
    void a_table_created_as_a_hypertable_has_the_columnstore_unless_told_otherwise() {
        String secure = "ALTER TABLE t ENABLE ROW LEVEL SECURITY;";

        assertThat(new Corpus()
                        .file("CREATE TABLE t (time timestamptz) WITH (tsdb.hypertable);", secure)
                        .problems())
                .containsExactly("001_x.sql:2 row-security-with-compression");
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE t (time timestamptz) WITH (tsdb.hypertable, tsdb.columnstore = off);",
                                secure)
                        .problems())
                .isEmpty();
    }

    @Test
    void an_index_on_a_plain_or_an_unknown_table_or_built_plainly_is_fine() {
        assertThat(new Corpus()
                        .file("CREATE TABLE plain (a int);", "CREATE TABLE telemetry (time timestamptz);")
                        .file("SELECT create_hypertable('telemetry', 'time');")
                        .file("CREATE INDEX CONCURRENTLY i ON plain (a);")
                        .file("CREATE INDEX CONCURRENTLY i ON elsewhere (a);")
                        .file("CREATE INDEX CONCURRENTLY i ON \"Telemetry\" (a);")
                        .file("CREATE INDEX i ON telemetry (time);")
                        .file("CREATE INDEX i ON telemetry (time) WITH (timescaledb.transaction_per_chunk);")
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT add_retention_policy('plain', INTERVAL '30 days');",
                "SELECT add_compression_policy(hypertable => 'public.plain', compress_after => INTERVAL '1 h');",
                "CALL add_columnstore_policy('plain', after => INTERVAL '1 h');",
            })
    void a_policy_wants_a_hypertable(String policy) {
        Corpus corpus = new Corpus().file("CREATE TABLE plain (a int);").file(policy);

        assertThat(corpus.problems()).containsExactly("002_x.sql:1 policy-on-plain-table");
        assertThat(corpus.message()).endsWith(" on plain, which no file has made a hypertable");
    }

    @Test
    void a_policy_on_what_is_or_may_be_a_hypertable_or_an_aggregate_is_fine() {
        String policy = "SELECT add_retention_policy('t', INTERVAL '30 days');";

        assertThat(new Corpus()
                        .file("CREATE TABLE t (time timestamptz);", "SELECT create_hypertable('t', 'time');", policy)
                        .problems())
                .isEmpty();
        assertThat(new Corpus().file(policy).problems()).isEmpty();
        assertThat(new Corpus()
                        .file("CREATE MATERIALIZED VIEW t WITH (timescaledb.continuous) AS SELECT 1 WITH NO DATA;")
                        .file(policy)
                        .problems())
                .isEmpty();
        assertThat(new Corpus()
                        .file("CREATE TABLE t (time timestamptz);")
                        .file("DO $$ BEGIN PERFORM create_hypertable(name, 'time') FROM wanted; END $$;")
                        .file(policy)
                        .problems())
                .as("which tables became hypertables cannot be told")
                .isEmpty();
    }

    @Test
    void row_security_and_compression_exclude_each_other_in_either_order() {
        String table = "CREATE TABLE t (time timestamptz);";
        String secure = "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;";
        String compress = "ALTER TABLE t SET (timescaledb.compress, timescaledb.compress_segmentby = 'a');";
        String columnstore = "ALTER TABLE t SET (timescaledb.enable_columnstore = true);";

        assertThat(new Corpus().file(table, secure).file(compress).problems())
                .containsExactly("002_x.sql:1 row-security-with-compression");
        assertThat(new Corpus().file(table, columnstore, secure).problems())
                .containsExactly("001_x.sql:3 row-security-with-compression");
        assertThat(new Corpus()
                        .file(table, secure)
                        .file("DO $$ BEGIN ALTER TABLE t DISABLE ROW LEVEL SECURITY; END $$;", compress)
                        .file("ALTER TABLE t SET (timescaledb.compress = false);", secure)
                        .problems())
                .as("one after the other is fine")
                .isEmpty();
        assertThat(new Corpus()
                        .file(table, secure, "ALTER TABLE other SET (timescaledb.compress);")
                        .problems())
                .isEmpty();
    }

    @Test
    void what_stands_in_a_body_or_a_string_is_not_judged() {
        assertThat(new Corpus()
                        .file("CREATE TABLE t (a int);")
                        .file("DO $$ BEGIN PERFORM add_retention_policy('t', INTERVAL '1 day'); END $$;")
                        .file("SELECT 'add_retention_policy(''t'')'; -- add_retention_policy('t')")
                        .problems())
                .isEmpty();
    }

    @Test
    void what_the_server_refuses_in_every_version_is_told_beforehand() {
        assertThat(new Corpus()
                        .file("ALTER EXTENSION timescaledb UPDATE TO '2.29.2';")
                        .file("SELECT public.refresh_continuous_aggregate('daily', NULL, NULL);")
                        .file("SELECT add_columnstore_policy('daily', after => INTERVAL '1 day');")
                        .file("ALTER EXTENSION pgcrypto UPDATE;", "SELECT refresh_continuous_aggregate FROM mine;")
                        .problems())
                .containsExactly(
                        "001_x.sql:1 extension-update", "002_x.sql:1 procedure-call", "003_x.sql:1 procedure-call");
    }

    @Test
    void a_dumped_schema_of_a_hypertable_is_no_baseline() {
        assertThat(new Corpus()
                        .file(
                                "CREATE TABLE public.m (time timestamptz);",
                                "CREATE TABLE _timescaledb_internal._hyper_1_1_chunk (time timestamptz);",
                                "CREATE TABLE _timescaledb_internal._hyper_1_2_chunk (time timestamptz);")
                        .problems())
                .containsExactly("001_x.sql:2 timescale-dump");
    }
}
