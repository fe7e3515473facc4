package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionPolicyJudge;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On TimescaleDB's community edition; each test has a hypertable of its own, with ten daily chunks. */
class CompressionIT {
    private static final String POLICY = CompressionPolicyJudge.ID;
    private static final String BACKLOG = CompressionBacklogJudge.ID;
    /** No scheduler may run ahead of the test. */
    private static final String LATER = ", initial_start => now() + interval '1 year')";

    @Timescale
    private static TestDatabase database;

    private static Looking looking;

    @BeforeAll
    static void start() throws Exception {
        looking = new Looking(database);
        // A real scheduler runs a policy that is added at once, beside the job that is pasted.
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "SELECT _timescaledb_functions.stop_background_workers()");
    }

    private static void hypertable(String identifier, String literal) throws Exception {
        database.execute(
                "CREATE TABLE " + identifier + " (time timestamptz NOT NULL, device text, value int)",
                "SELECT create_hypertable('" + literal + "', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO " + identifier + " SELECT now() - day * interval '1 day', 'a', day"
                        + " FROM generate_series(1, 10) AS day");
    }

    @Test
    void a_missing_policy_is_found_and_its_remedy_brings_it_back_for_any_name() throws Exception {
        database.execute("CREATE SCHEMA \"Odd Schema\"");
        hypertable("\"Odd Schema\".\"Tele'm.x; --\"", "\"Odd Schema\".\"Tele''m.x; --\"");
        String subject = "Odd Schema.\"Tele'm.x; --\"";
        var check = new CompressionCheck(
                Configured.promises("\"Odd Schema.Tele'm.x; --\".compress-after", "1h"),
                Configured.schedulerExpected(false));
        assertThat(looking.one(check, POLICY, subject).severity()).isEqualTo(Severity.CRITICAL);
        looking.curedByRemedy(check, POLICY, subject);
        looking.curedByRemedy(check, BACKLOG, subject);
    }

    @Test
    void quotes_in_a_name_reach_the_remedy_unharmed() throws Exception {
        hypertable("\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\"");
        database.execute(
                "ALTER TABLE \"say \"\"hi\"\"\" SET (timescaledb.compress)",
                "SELECT alter_job(add_compression_policy('\"say \"\"hi\"\"\"', interval '1 hour'" + LATER
                        + ", scheduled => false)");
        looking.curedByRemedy(
                new CompressionCheck(Configured.promises(), Configured.schedulerExpected(false)),
                POLICY,
                "\"say \"\"hi\"\"\"");
    }

    @Test
    void without_a_policy_the_backlog_is_compressed_by_hand() throws Exception {
        hypertable("unguarded", "unguarded");
        var check = new CompressionCheck(
                Configured.promises("unguarded.compress-after", "1d"), Configured.schedulerExpected(false));
        Finding finding = looking.one(check, BACKLOG, "unguarded");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        // In the first hours of a day (UTC) yesterday's chunk is within the grace.
        assertThat(finding.message()).containsPattern(": [89] never compressed").contains("kB)");
        looking.curedByRemedy(check, BACKLOG, "unguarded");
    }

    @Test
    void late_rows_make_a_chunk_partial_and_the_job_mends_it() throws Exception {
        hypertable("late_rows", "late_rows");
        database.execute(
                "ALTER TABLE late_rows SET (timescaledb.compress)",
                "SELECT add_compression_policy('late_rows', interval '1 hour', schedule_interval => interval '1 hour'"
                        + LATER,
                "SELECT compress_chunk(c) FROM show_chunks('late_rows') c");
        var check = new CompressionCheck(Configured.promises(), Configured.schedulerExpected(false));
        assertThat(looking.one(check, BACKLOG, "late_rows").severity()).isEqualTo(Severity.OK);

        database.execute("INSERT INTO late_rows VALUES (now() - interval '5 days', 'late', 1)");

        Finding finding = looking.one(check, BACKLOG, "late_rows");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains(": 1 partial");
        assertThat(finding.measured()).startsWith("1 chunk, ");
        assertThat(finding.remedy()).matches("CALL public\\.run_job\\(\\d+\\);");
        looking.curedByRemedy(check, BACKLOG, "late_rows");
    }

    @Test
    void a_policy_whose_table_is_compressed_no_more_is_found_and_enabled_again() throws Exception {
        hypertable("unable", "unable");
        database.execute(
                "ALTER TABLE unable SET (timescaledb.compress)",
                "SELECT add_compression_policy('unable', interval '1 hour'" + LATER,
                "ALTER TABLE unable SET (timescaledb.compress = false)");
        CompressionCheck promised = new CompressionCheck(
                Configured.promises("unable.compress-after", "1h"), Configured.schedulerExpected(false));
        assertThat(looking.one(promised, POLICY, "unable").message()).contains("compresses nothing");
        assertThat(looking.one(promised, BACKLOG, "unable").remedy()).contains("SET (timescaledb.compress)");
        looking.curedByRemedy(promised, POLICY, "unable");
    }

    @Test
    void a_paused_policy_is_found_and_resumed() throws Exception {
        hypertable("paused", "paused");
        database.execute(
                "ALTER TABLE paused SET (timescaledb.compress)",
                "SELECT alter_job(add_compression_policy('paused', interval '1 hour'" + LATER
                        + ", scheduled => false)");
        looking.curedByRemedy(
                new CompressionCheck(
                        Configured.promises("paused.compress-after", "1h"), Configured.schedulerExpected(false)),
                POLICY,
                "paused");
    }

    @Test
    void another_lag_than_promised_is_found_and_corrected_in_place() throws Exception {
        hypertable("lazy", "lazy");
        database.execute(
                "ALTER TABLE lazy SET (timescaledb.compress)",
                "SELECT add_compression_policy('lazy', interval '1 month'" + LATER);
        var promised = new CompressionCheck(
                Configured.promises("lazy.compress-after", "90m"), Configured.schedulerExpected(false));
        assertThat(looking.one(promised, POLICY, "lazy").measured()).isEqualTo("compress after 30d");
        looking.curedByRemedy(promised, POLICY, "lazy");
    }

    @Test
    void a_policy_that_is_as_configured_is_fine() throws Exception {
        hypertable("fine", "fine");
        database.execute(
                "ALTER TABLE fine SET (timescaledb.compress)",
                "SELECT add_compression_policy('fine', interval '7 days'" + LATER);
        var check = new CompressionCheck(
                Configured.promises("fine.compress-after", "168h"), Configured.schedulerExpected(false));
        assertThat(looking.one(check, POLICY, "fine").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_columnstore_policy_is_a_compression_policy() throws Exception {
        looking.needs("add_columnstore_policy");
        hypertable("columnar", "columnar");
        var check = new CompressionCheck(
                Configured.promises("columnar.compress-after", "7d"), Configured.schedulerExpected(false));
        database.execute("ALTER TABLE columnar SET (timescaledb.enable_columnstore)");
        assertThat(looking.one(check, POLICY, "columnar").severity()).isEqualTo(Severity.CRITICAL);
        database.execute("CALL add_columnstore_policy('columnar', after => interval '7 days')");
        assertThat(looking.one(check, POLICY, "columnar").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_policy_by_creation_time_is_read() throws Exception {
        hypertable("by_creation", "by_creation");
        database.execute(
                "ALTER TABLE by_creation SET (timescaledb.compress)",
                "SELECT add_compression_policy('by_creation', compress_created_before => interval '2 days'" + LATER);
        var check = new CompressionCheck(Configured.promises(), Configured.schedulerExpected(false));
        assertThat(looking.one(check, POLICY, "by_creation").measured()).isEqualTo("compress after 2d from creation");
        assertThat(looking.one(check, BACKLOG, "by_creation").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void compression_that_is_enabled_and_never_done_is_found() throws Exception {
        hypertable("idle", "idle");
        database.execute("ALTER TABLE idle SET (timescaledb.compress)");
        assertThat(looking.one(
                                new CompressionCheck(Configured.promises(), Configured.schedulerExpected(false)),
                                POLICY,
                                "idle")
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void late_rows_in_order_make_a_chunk_unordered_and_that_is_shown() throws Exception {
        hypertable("mixed", "mixed");
        database.execute(
                "ALTER TABLE mixed SET (timescaledb.compress)",
                "SELECT compress_chunk(c) FROM show_chunks('mixed') c",
                "UPDATE _timescaledb_catalog.chunk SET status = 3 WHERE id = (SELECT max(id) FROM"
                        + " _timescaledb_catalog.chunk WHERE hypertable_id = (SELECT id FROM"
                        + " _timescaledb_catalog.hypertable WHERE table_name = 'mixed'))");
        var check = new CompressionCheck(
                Configured.promises("mixed.compress-after", "1h"), Configured.schedulerExpected(false));
        assertThat(looking.one(check, BACKLOG, "mixed").message()).contains("unordered");
    }

    @Test
    void frozen_chunks_are_shown_apart() throws Exception {
        hypertable("frozen", "frozen");
        database.execute("SELECT _timescaledb_functions.freeze_chunk(c)"
                + " FROM show_chunks('frozen', older_than => interval '8 days') c");
        var check = new CompressionCheck(
                Configured.promises("frozen.compress-after", "1d"), Configured.schedulerExpected(false));
        assertThat(looking.one(check, BACKLOG, "frozen").message())
                .contains("frozen")
                .contains("unfreeze_chunk");
    }

    @Test
    void a_chunk_of_several_dimensions_counts_once() throws Exception {
        database.execute(
                "CREATE TABLE spread (time timestamptz NOT NULL, device text)",
                "SELECT create_hypertable('spread', 'time', 'device', 4, chunk_time_interval => interval '1 day')",
                "INSERT INTO spread VALUES ('2020-01-01T12:00Z', 'a')");
        var check = new CompressionCheck(
                Configured.promises("spread.compress-after", "1d"), Configured.schedulerExpected(false));
        assertThat(looking.one(check, BACKLOG, "spread").message())
                .contains("1 of 1 chunk ")
                .contains("ended at 2020-01-02T00:00:00Z");
    }

    @Test
    void row_security_is_named_where_it_forbids_compression() throws Exception {
        hypertable("secured", "secured");
        database.execute("ALTER TABLE secured ENABLE ROW LEVEL SECURITY");
        var check = new CompressionCheck(
                Configured.promises("secured.compress-after", "1d"), Configured.schedulerExpected(false));
        assertThat(looking.one(check, POLICY, "secured").message()).contains("row security is on");
    }
}
