package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of what the server refuses inside a transaction, and of what looks like it. */
class OutsideTransactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a);",
                "create unique index concurrently if not exists \"I\" on \"T\" (a);",
                "CREATE INDEX CONCURRENTLY ON t (a);",
                "DROP INDEX CONCURRENTLY IF EXISTS i;",
                "CREATE INDEX \"I\" ON t (a) WITH (timescaledb.transaction_per_chunk);",
                "CREATE INDEX i ON t (a) WITH (tsdb.transaction_per_chunk = true, fillfactor = 70);",
                "REINDEX INDEX CONCURRENTLY i;",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE \"T\";",
                "REINDEX (CONCURRENTLY on) INDEX i;",
                "REINDEX SCHEMA public;",
                "REINDEX (VERBOSE) DATABASE;",
                "REINDEX SYSTEM db;",
                "VACUUM;",
                "VACUUM (ANALYZE, FULL) t;",
                "CLUSTER;",
                "CLUSTER (VERBOSE);",
                "CLUSTER VERBOSE;",
                "ALTER TABLE \"measure\" DETACH PARTITION p CONCURRENTLY;",
                "ALTER SYSTEM SET work_mem = '64MB';",
                "ALTER DATABASE \"d\" SET TABLESPACE fast;",
                "CREATE DATABASE d;",
                "DROP DATABASE IF EXISTS d WITH (FORCE);",
                "CREATE TABLESPACE fast LOCATION '/fast';",
                "DROP TABLESPACE fast;",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p;",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (create_slot = true);",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION;",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p;",
                "ALTER SUBSCRIPTION s SET (failover = true);",
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT 1;",
                "CREATE MATERIALIZED VIEW daily WITH (tsdb.continuous) AS SELECT 1;",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS \"Daily\" WITH (TSDB.Continuous = 'true') AS SELECT 1 WITH DATA;",
                "CREATE MATERIALIZED VIEW \"app\".\"Daily\" WITH (\"timescaledb\".\"continuous\") AS SELECT 1;",
                "CREATE MATERIALIZED VIEW daily (a) WITH (timescaledb.materialized_only=false,timescaledb.continuous)"
                        + " AS SELECT 1;",
                "CALL refresh_continuous_aggregate('daily', NULL, NULL);",
                "CALL public.refresh_continuous_aggregate('\"Daily\"', NULL, NULL);",
                "CALL \"public\" . \"refresh_continuous_aggregate\"(continuous_aggregate => 'daily', window_start => NULL);",
                "call REFRESH_CONTINUOUS_AGGREGATE(\n  'daily', NULL, NULL);",
                "CALL cagg_migrate('daily');",
                "CALL run_job(1000);",
                "CALL merge_chunks_concurrently(ARRAY['a', 'b']::regclass[]);",
                "CALL merge_chunks('a', 'b', concurrently => true);",
                "SELECT reorder_chunk('c', 'i');",
                "SELECT move_chunk(chunk => 'c', destination_tablespace => 'slow', index_destination_tablespace => 's');",
                "DO $$ BEGIN FOR i IN 1..9 LOOP DELETE FROM t WHERE n = i; COMMIT; END LOOP; END $$;",
                "DO LANGUAGE plpgsql $do$ BEGIN UPDATE t SET a = 1; COMMIT AND CHAIN; END $do$;",
                // What may be refused, alone.
                "CLUSTER t USING i;",
                "REINDEX TABLE t;",
                "DROP SUBSCRIPTION s;",
                "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;"
            })
    void runs_outside(String script) {
        assertThat(outside(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a) WITH (fillfactor = 70);",
                "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk = false);",
                "CREATE INDEX \"concurrently\" ON t (a);",
                "-- CREATE INDEX CONCURRENTLY\nSELECT 'VACUUM t;';",
                "REINDEX (CONCURRENTLY false) TABLE t; SELECT 1;",
                "CREATE MATERIALIZED VIEW daily WITH (tsdb.continuous) AS SELECT 1 WITH NO DATA;",
                "CREATE MATERIALIZED VIEW daily WITH (tsdb.continuous = false) AS SELECT 1;",
                "CREATE MATERIALIZED VIEW daily AS SELECT 'WITH (timescaledb.continuous)';",
                "CREATE MATERIALIZED VIEW daily AS WITH (SELECT 1) AS x SELECT 1;",
                "ALTER MATERIALIZED VIEW daily SET (tsdb.materialized_only = true);",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY daily;",
                "CREATE TABLE t (time timestamptz) WITH (tsdb.hypertable, tsdb.partition_column = 'time');",
                "CALL add_columnstore_policy('t', after => INTERVAL '1 day');",
                "CALL convert_to_columnstore('c');",
                "CALL convert_to_rowstore('c');",
                "CALL merge_chunks('a', 'b');",
                "CALL my_own.procedure();",
                "SELECT compress_chunk('c');",
                "ALTER TABLE t DETACH PARTITION p;",
                "ALTER TABLE t DETACH PARTITION p FINALIZE;",
                "ALTER TYPE mood ADD VALUE 'ok';",
                "ALTER DATABASE d SET timezone = 'UTC';",
                "ANALYZE t;",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (create_slot = false, enabled = false);",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (connect = false);",
                "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false);",
                // How a subscription is dropped whose other server is gone.
                "ALTER SUBSCRIPTION s DISABLE; ALTER SUBSCRIPTION s SET (slot_name = NONE); DROP SUBSCRIPTION s;",
                "CLUSTER t USING i; ANALYZE t;",
                "CALL run_job(1000); SELECT 1;",
                "DO $$ BEGIN RAISE NOTICE 'COMMIT;'; -- COMMIT;\n PERFORM f(commit) FROM t; END $$;",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;"
            })
    void runs_inside(String script) {
        assertThat(outside(script)).isFalse();
    }

    @Test
    void a_statement_of_many_megabytes_is_not_taken_apart() {
        String rows = "(1),".repeat(1_000_000);

        assertThat(outside("SELECT * FROM (VALUES " + rows + "(1)) v;")).isFalse();
    }

    private static boolean outside(String script) {
        return ScannedScript.of(script, new SqlScanner.Listener() {}).runsOutsideTransaction();
    }
}
