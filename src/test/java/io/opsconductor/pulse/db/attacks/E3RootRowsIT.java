package io.opsconductor.pulse.db.attacks;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import org.junit.jupiter.api.Test;

/**
 * E3: a role that may INSERT and nothing else switches TimescaleDB off for its session, and its rows come where no SELECT and no job
 * looks for them: into the hypertable's own table, and into the heap of a compressed chunk.
 */
class E3RootRowsIT {
    private static final Check RETENTION = Configured.retention(Configured.promises("r.drop-after", "30d"));
    private static final Check COMPRESSION =
            new CompressionCheck(Configured.promises("r.compress-after", "7d"), Configured.schedulerExpected(false));

    @Test
    void rows_in_the_root_table_break_every_promise_until_the_remedy_has_taken_them_away() throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            String writer = hypertable(database, 1, 5);
            Looking looking = new Looking(database);
            assertThat(severity(looking, RETENTION, RetentionBacklogJudge.ID)).isEqualTo(Severity.OK);

            // Before TimescaleDB 2.29 a trigger refuses them, which the table's owner may switch off.
            WithoutTimescale.execute(
                    database,
                    "SET session_replication_role = replica",
                    "SET ROLE " + writer,
                    "INSERT INTO r SELECT now() - interval '300 days', i FROM generate_series(1, 5000) AS i");

            for (Check check : List.of(RETENTION, COMPRESSION)) {
                String id = check == RETENTION ? RetentionBacklogJudge.ID : CompressionBacklogJudge.ID;
                Finding finding = looking.one(check, id, "r");
                assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.message()).contains("outside its chunks");
                assertThat(finding.remedy()).contains("DELETE FROM ONLY public.\"r\"");
            }

            WithoutTimescale.execute(
                    database, "CREATE TABLE stray AS SELECT * FROM ONLY public.r", "DELETE FROM ONLY public.r");
            database.execute("VACUUM public.r");
            assertThat(text(database, "SELECT count(*) FROM stray")).isEqualTo("5000");
            assertThat(severity(looking, RETENTION, RetentionBacklogJudge.ID)).isEqualTo(Severity.OK);
            database.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    @Test
    void rows_that_the_owner_gave_to_another_tool_are_not_called_dropped() throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            String writer = hypertable(database, 1, 5);
            database.execute("UPDATE _timescaledb_catalog.chunk SET osm_chunk = true WHERE id = (SELECT min(id)"
                    + " FROM _timescaledb_catalog.chunk)");
            Looking looking = new Looking(database);
            Finding finding = looking.one(RETENTION, RetentionBacklogJudge.ID, "r");
            assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(finding.message()).contains("none of 4 chunks is late", "are tiered");
            assertThat(severity(looking, COMPRESSION, CompressionBacklogJudge.ID))
                    .isEqualTo(Severity.OK);
            database.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    @Test
    void a_chunk_whose_constraint_the_owner_dropped_is_critical_and_checks_of_the_owners_own_are_not_it()
            throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            String writer = hypertable(database, 1, 5);
            database.execute("ALTER TABLE r ADD CHECK (n > 0)", "ALTER TABLE r ADD CHECK (n < 1000000) NOT VALID");
            Looking looking = new Looking(database);
            assertThat(severity(looking, RETENTION, RetentionBacklogJudge.ID)).isEqualTo(Severity.OK);

            String chunk = text(database, "SELECT show_chunks('r') LIMIT 1");
            String constraint = text(
                    database,
                    "SELECT conname FROM pg_constraint WHERE contype = 'c' AND coninhcount = 0 AND conrelid = '" + chunk
                            + "'::regclass");
            WithoutTimescale.execute(database, "ALTER TABLE " + chunk + " DROP CONSTRAINT " + constraint);

            for (Check check : List.of(RETENTION, COMPRESSION)) {
                String id = check == RETENTION ? RetentionBacklogJudge.ID : CompressionBacklogJudge.ID;
                Finding finding = looking.one(check, id, "r");
                assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.message()).contains("1 chunk without the CHECK constraint", chunk);
            }
            database.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    @Test
    void rows_in_the_heap_of_a_compressed_chunk_are_not_compressed_and_those_that_a_recompression_left_are()
            throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            assumeTrue(database.severalBackends(), "a session without TimescaleDB needs a server of its own");
            String writer = hypertable(database, 10, 60);
            database.execute(
                    "ALTER TABLE r SET (timescaledb.compress)",
                    "SELECT compress_chunk(c) FROM show_chunks('r') AS c",
                    "INSERT INTO r SELECT now() - interval '20 days', i FROM generate_series(1, 3000) AS i",
                    "SELECT compress_chunk(c) FROM show_chunks('r') AS c");
            Looking looking = new Looking(database);
            Finding honest = looking.one(COMPRESSION, CompressionBacklogJudge.ID, "r");
            assertThat(honest.severity()).as(honest.message()).isEqualTo(Severity.OK);

            String time = text(database, "SELECT min(time) FROM r");
            String chunk = text(database, "SELECT tableoid::regclass FROM r ORDER BY time LIMIT 1");
            WithoutTimescale.execute(
                    database,
                    "SET ROLE " + writer,
                    "INSERT INTO " + chunk + " SELECT '" + time + "', i FROM generate_series(1, 5000) AS i");

            await().untilAsserted(() -> {
                Finding finding = looking.one(COMPRESSION, CompressionBacklogJudge.ID, "r");
                assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.message()).contains("1 compressed with stray rows");
                assertThat(finding.remedy()).contains("decompress_chunk");
            });

            database.execute("SELECT decompress_chunk('" + chunk + "')", "SELECT compress_chunk('" + chunk + "')");
            assertThat(text(database, "SELECT count(*) FROM r WHERE n > 3000")).isEqualTo("2000");
            assertThat(severity(looking, COMPRESSION, CompressionBacklogJudge.ID))
                    .isEqualTo(Severity.OK);
            database.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    @Test
    void as_many_stray_rows_as_were_compressed_are_seen_where_the_statistics_began_anew_or_the_owner_named_the_number()
            throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            assumeTrue(database.severalBackends(), "a session without TimescaleDB needs a server of its own");
            String writer = hypertable(database, 10, 12);
            String chunk = text(database, "SELECT tableoid::regclass FROM r ORDER BY time LIMIT 1");
            String time = text(database, "SELECT min(time) FROM r");
            database.execute(
                    "INSERT INTO r SELECT '" + time + "' FROM generate_series(1, 999)",
                    "ALTER TABLE r SET (timescaledb.compress)",
                    "SELECT compress_chunk(c) FROM show_chunks('r') AS c");
            Looking looking = new Looking(database);
            assertThat(severity(looking, COMPRESSION, CompressionBacklogJudge.ID))
                    .isEqualTo(Severity.OK);

            // As after a crash, a restore or an upgrade of the server, which begin the statistics anew.
            database.execute("SELECT pg_stat_reset_single_table_counters('" + chunk + "'::regclass)");
            String rows = " SELECT '" + time + "', 7 FROM generate_series(1, 1000)";
            WithoutTimescale.execute(database, "SET ROLE " + writer, "INSERT INTO " + chunk + rows);
            database.execute("ANALYZE " + chunk);
            stray(looking);

            database.execute(
                    "DROP TABLE " + chunk, "INSERT INTO r VALUES ('" + time + "'::timestamptz - interval '9 days')");
            String earlier = text(database, "SELECT min(time) FROM r");
            String empty = text(database, "SELECT tableoid::regclass FROM r ORDER BY time LIMIT 1");
            database.execute(
                    "CREATE TABLE forged (_ts_meta_count int, _ts_meta_min_1 timestamptz, _ts_meta_max_1 timestamptz,"
                            + " time _timescaledb_internal.compressed_data, n _timescaledb_internal.compressed_data)",
                    "DELETE FROM r WHERE time = '" + earlier + "'",
                    "VACUUM " + empty,
                    "SELECT _timescaledb_functions.create_compressed_chunk('" + empty
                            + "', 'forged', 0, 0, 0, 0, 0, 0, 1001, 1)");
            WithoutTimescale.execute(
                    database, "SET ROLE " + writer, "INSERT INTO " + empty + rows.replace(time, earlier));
            stray(looking);
            database.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    private static void stray(Looking looking) {
        await().untilAsserted(() -> {
            Finding finding = looking.one(COMPRESSION, CompressionBacklogJudge.ID, "r");
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("1 compressed with stray rows");
        });
    }

    /** A row a day; the role that may write into it comes back. */
    private static String hypertable(TestDatabase database, int newest, int oldest) throws SQLException {
        String writer = database.name() + "_writer";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE " + writer,
                "CREATE TABLE r (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('r', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO r SELECT now() - d * interval '1 day', d FROM generate_series(" + newest + ", " + oldest
                        + ") AS d",
                "GRANT INSERT ON r TO " + writer,
                "GRANT USAGE ON SCHEMA _timescaledb_internal TO " + writer);
        return writer;
    }

    private static Severity severity(Looking looking, Check check, String id) throws Exception {
        return looking.one(check, id, "r").severity();
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.first(connection, sql, row -> row.getString(1)).orElseThrow();
        }
    }
}
