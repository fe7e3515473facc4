package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.background.JobRightsCatalog;
import io.opsconductor.pulse.db.timescale.catalog.PolicyCatalog;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicyCatalog;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkBytesCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkCatalog;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The catalogue layouts of versions that cannot be had here, rebuilt as plain tables: this shows that the statements fit
 * the columns, not that those versions fill them as expected. The layout of 2.13 to 2.25 is tested on real databases.
 */
class CatalogueLayoutsIT {
    @Postgres
    private TestDatabase database;

    @BeforeEach
    void prepare() throws Exception {
        database.execute(
                "DROP EXTENSION IF EXISTS timescaledb CASCADE",
                "CREATE SCHEMA _timescaledb_catalog",
                "CREATE TABLE one AS SELECT generate_series(1, 1000) AS n",
                "CREATE TABLE one_compressed AS SELECT 1 AS n",
                "CREATE TABLE _timescaledb_catalog.dimension (id int, hypertable_id int, interval_length bigint)",
                "INSERT INTO _timescaledb_catalog.dimension VALUES (1, 7, 10), (2, 7, null)");
    }

    private void slicesByConstraint() throws Exception {
        database.execute(
                "CREATE TABLE _timescaledb_catalog.dimension_slice"
                        + " (id int, dimension_id int, range_start bigint, range_end bigint)",
                "INSERT INTO _timescaledb_catalog.dimension_slice VALUES (5, 1, 0, 10), (6, 2, 0, 99)",
                "CREATE TABLE _timescaledb_catalog.chunk_constraint (chunk_id int, dimension_slice_id int)",
                "INSERT INTO _timescaledb_catalog.chunk_constraint VALUES (3, 5), (3, 6), (4, 5)");
    }

    private void readsChunkThree(boolean withCreation) {
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            List<Chunk> chunks = new ChunkCatalog(List.of(7), List.of(7)).read(looked);
            assertThat(chunks).singleElement().satisfies(chunk -> {
                assertThat(chunk.id()).isEqualTo(3);
                assertThat(chunk.end()).isEqualTo(10);
                assertThat(chunk.state()).isEqualTo(ChunkState.PARTIAL);
                assertThat(chunk.created().isPresent()).isEqualTo(withCreation);
            });
            Map<Integer, Long> bytes = new ChunkBytesCatalog(List.of(3)).read(looked);
            assertThat(Optional.ofNullable(bytes.get(3))).contains(expectedBytes());
        }
    }

    private long expectedBytes() {
        try (var connection = database.connect();
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT pg_total_relation_size('one') + pg_total_relation_size('one_compressed')")) {
            row.next();
            return row.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_layout_of2_11_and2_12_is_read() throws Exception {
        slicesByConstraint();
        database.execute(
                "CREATE TABLE _timescaledb_catalog.chunk (id int, hypertable_id int, schema_name name, table_name name,"
                        + " compressed_chunk_id int, dropped boolean, status int, osm_chunk boolean)",
                "INSERT INTO _timescaledb_catalog.chunk VALUES (3, 7, 'public', 'one', 30, false, 9, false),"
                        + " (4, 7, 'public', 'gone', null, true, 0, false),"
                        + " (30, 8, 'public', 'one_compressed', null, false, 0, false)");
        readsChunkThree(false);
    }

    @Test
    void the_layout_of2_26_to2_28_is_read() throws Exception {
        slicesByConstraint();
        database.execute(
                "CREATE TABLE _timescaledb_catalog.chunk (id int, hypertable_id int, schema_name name, table_name name,"
                        + " compressed_chunk_id int, status int, osm_chunk boolean, creation_time timestamptz)",
                "INSERT INTO _timescaledb_catalog.chunk VALUES (3, 7, 'public', 'one', 30, 9, false, now()),"
                        + " (4, 7, 'public', 'tiered', null, 0, true, now()),"
                        + " (30, 8, 'public', 'one_compressed', null, 0, false, now())");
        readsChunkThree(true);
    }

    /** Columns as the facts about 2.29.2 list them; the table of bucket widths is gone there. */
    @Test
    void the_statements_about_jobs_and_aggregates_fit_the_columns_of2_29() throws Exception {
        database.execute(
                "DROP TABLE _timescaledb_catalog.dimension",
                "CREATE TABLE _timescaledb_catalog.dimension (id int, hypertable_id int, column_name name,"
                        + " column_type regtype, interval_length bigint, integer_now_func_schema name, integer_now_func name,"
                        + " partitioning_func name)",
                "CREATE TABLE _timescaledb_catalog.dimension_slice"
                        + " (id int, chunk_id int, dimension_id int, range_start bigint, range_end bigint)",
                "CREATE TABLE _timescaledb_catalog.hypertable (id int, schema_name name, table_name name)",
                "CREATE TABLE _timescaledb_catalog.continuous_agg (mat_hypertable_id int, raw_hypertable_id int,"
                        + " parent_mat_hypertable_id int, user_view_schema name, user_view_name name,"
                        + " materialized_only boolean, schema_change_timestamp bigint, direct_view_schema name,"
                        + " direct_view_name name)",
                "CREATE TABLE _timescaledb_catalog.continuous_aggs_watermark (mat_hypertable_id int, watermark bigint)",
                "CREATE SCHEMA timescaledb_information",
                "CREATE SCHEMA _timescaledb_internal",
                "CREATE SCHEMA _timescaledb_functions",
                "CREATE FUNCTION _timescaledb_functions.cagg_get_bucket_function_info(int, OUT bucket_width text)"
                        + " LANGUAGE sql AS $$ SELECT '2 hours'::text $$",
                "CREATE TABLE timescaledb_information.continuous_aggregates (view_schema name, view_name name,"
                        + " compression_enabled boolean)",
                "CREATE TABLE timescaledb_information.jobs (job_id int, application_name name,"
                        + " schedule_interval interval, retry_period interval, proc_schema name, proc_name name,"
                        + " owner regrole, scheduled boolean, fixed_schedule boolean, config jsonb,"
                        + " next_start timestamptz, initial_start timestamptz, hypertable_schema name,"
                        + " hypertable_name name, check_schema name, check_name name)",
                "CREATE TABLE timescaledb_information.job_errors (job_id int, start_time timestamptz,"
                        + " sqlerrcode text, err_message text)",
                "CREATE TABLE _timescaledb_internal.bgw_job_stat (job_id int, last_start timestamptz,"
                        + " last_finish timestamptz, last_successful_finish timestamptz, next_start timestamptz, total_runs bigint,"
                        + " consecutive_failures int, consecutive_crashes int)",
                "INSERT INTO _timescaledb_catalog.dimension VALUES (1, 7, 'time', 'timestamptz', 10),"
                        + " (2, 8, 'bucket', 'timestamptz', 10)",
                "INSERT INTO _timescaledb_catalog.hypertable VALUES (7, 'public', 'one'), (8, 'public', 'mat_8')",
                "INSERT INTO _timescaledb_catalog.continuous_agg VALUES (8, 7, null, 'public', 'hourly', true, 0)",
                "INSERT INTO timescaledb_information.continuous_aggregates VALUES ('public', 'hourly', false)",
                "CREATE VIEW public.hourly AS SELECT now() AS bucket",
                "INSERT INTO _timescaledb_catalog.dimension_slice VALUES (5, 3, 1, 0, 10)",
                "INSERT INTO timescaledb_information.jobs VALUES (1000, 'Refresh [1000]', '1 h', '5 min',"
                        + " '_timescaledb_functions', 'policy_refresh_continuous_aggregate', 'postgres', true, false,"
                        + " '{\"mat_hypertable_id\": 8, \"end_offset\": \"1 h\"}', null, null, 'public', 'hourly')");
        try (Connection connection = database.connect()) {
            assertThat(Query.list(connection, SqlFile.read("timescale/jobs"), row -> row.getString("table_name")))
                    .containsExactly("hourly");
            assertThat(Query.list(connection, SqlFile.read("timescale/aggregates"), row -> row.getLong("missed_end")))
                    .containsExactly(10L);
            assertThat(Query.list(connection, SqlFile.read("timescale/bucket-widths"), row -> row.getLong("width")))
                    .containsExactly(7_200_000_000L);
            assertThat(RefreshPolicyCatalog.policies(connection, JobRightsCatalog.owners(connection)))
                    .singleElement()
                    .satisfies(policy -> {
                        assertThat(policy.start()).isEmpty();
                        assertThat(policy.end()).isPresent();
                    });
            assertThat(PolicyCatalog.policies(connection, JobRightsCatalog.owners(connection)))
                    .isEmpty();
        }
    }

    @Test
    void the_layout_of2_29_is_read() throws Exception {
        database.execute(
                "CREATE TABLE _timescaledb_catalog.dimension_slice"
                        + " (id int, chunk_id int, dimension_id int, range_start bigint, range_end bigint)",
                "INSERT INTO _timescaledb_catalog.dimension_slice VALUES (5, 3, 1, 0, 10), (6, 3, 2, 0, 99),"
                        + " (7, 4, 1, 0, 10)",
                "CREATE TABLE _timescaledb_catalog.chunk (id int, relid regclass, hypertable_id int, status int,"
                        + " osm_chunk boolean, creation_time timestamptz)",
                "INSERT INTO _timescaledb_catalog.chunk VALUES (3, 'one', 7, 9, false, now()),"
                        + " (4, 'one', 7, 0, true, now())",
                "CREATE TABLE _timescaledb_catalog.compression_settings (relid regclass, compress_relid regclass)",
                "INSERT INTO _timescaledb_catalog.compression_settings VALUES ('one', 'one_compressed')");
        readsChunkThree(true);
    }
}
