package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.aggregate.UntoldCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * E6: the owner of a table that a continuous aggregate reads takes away the trigger that logs changes, or puts one in its place that
 * logs nothing of this table: whatever is written into the past comes into no aggregate, and each refresh succeeds.
 */
class E6UntoldChangesIT {
    private static final Check CHANGES = new UntoldCheck();
    private static final String ID = "aggregate.changes";

    /** The first chunk, and the id of its hypertable. */
    private static final String EACH = "DO $$ DECLARE chunk text; number text; BEGIN SELECT c::text INTO chunk FROM"
            + " show_chunks('raw') AS c ORDER BY c::text LIMIT 1; SELECT id::text INTO number FROM"
            + " _timescaledb_catalog.hypertable WHERE table_name = 'raw'; %s END $$";

    private static final String TRIGGER = "CREATE TRIGGER ts_cagg_invalidation_trigger ";
    private static final String DROP = "DROP TRIGGER ts_cagg_invalidation_trigger ON raw";
    private static final String CALL = " EXECUTE FUNCTION _timescaledb_functions.continuous_agg_invalidation_trigger";

    @Timescale
    private TestDatabase database;

    private Looking looking;
    private String owner;

    @BeforeEach
    void begin() throws Exception {
        looking = new Looking(database);
        owner = database.name() + "_raws";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE raw (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('raw', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO raw SELECT now() - i * interval '1 hour', 1 FROM generate_series(0, 240) AS i",
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', time) AS b,"
                        + " sum(n) AS n FROM raw GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('hourly', NULL, NULL)",
                "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day', b) AS d,"
                        + " sum(n) AS n FROM hourly GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('daily', NULL, NULL)",
                "CREATE ROLE \"" + owner + "\"",
                "GRANT CREATE ON SCHEMA public TO \"" + owner + "\"",
                "ALTER TABLE raw OWNER TO \"" + owner + "\"");
    }

    @AfterEach
    void end() throws Exception {
        database.execute(
                "DROP MATERIALIZED VIEW daily",
                "DROP MATERIALIZED VIEW hourly",
                "DROP TABLE raw",
                "DROP OWNED BY \"" + owner + "\"",
                "DROP ROLE \"" + owner + "\"");
    }

    @Test
    void changes_are_logged_as_timescaledb_leaves_it_after_compression_new_chunks_and_a_renaming() throws Exception {
        assertThat(looking.at(CHANGES))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
        database.execute(
                "ALTER TABLE raw SET (timescaledb.compress)",
                "SELECT compress_chunk(c) FROM show_chunks('raw') AS c LIMIT 2",
                "INSERT INTO raw VALUES (now() - interval '30 days', 1), (now() + interval '3 days', 1)",
                "ALTER TABLE raw RENAME TO rows",
                "ALTER TABLE rows RENAME TO raw");
        assertThat(looking.at(CHANGES))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropped", "dropped from a chunk", "of another", "with a condition", "of one column"})
    void a_source_without_its_trigger_is_critical_until_the_remedy_has_run(String how) throws Exception {
        assumeTrue(
                HostileOwner.one(
                                        database,
                                        "SELECT count(*)::text FROM pg_proc WHERE proname = 'continuous_agg_invalidation_trigger'")
                                .compareTo("0")
                        > 0,
                "this version logs changes without a trigger");
        String number = HostileOwner.one(
                database, "SELECT id::text FROM _timescaledb_catalog.hypertable WHERE table_name = 'raw'");
        String made = TRIGGER + "AFTER INSERT OR UPDATE OR DELETE ON raw FOR EACH ROW";
        switch (how) {
            case "dropped" -> database.execute("SET ROLE \"" + owner + "\"", DROP);
            case "dropped from a chunk" ->
                database.execute(
                        "SET ROLE \"" + owner + "\"",
                        EACH.formatted("EXECUTE format('DROP TRIGGER ts_cagg_invalidation_trigger ON %s', chunk);"));
            case "of another" ->
                database.execute(
                        "SET ROLE \"" + owner + "\"",
                        DROP,
                        made + CALL + "('" + (Integer.parseInt(number) + 1000) + "')");
            case "with a condition" ->
                database.execute(
                        "SET ROLE \"" + owner + "\"", DROP, made + " WHEN (false)" + CALL + "('" + number + "')");
            default ->
                database.execute(
                        "SET ROLE \"" + owner + "\"",
                        DROP,
                        TRIGGER + "AFTER UPDATE OF n ON raw FOR EACH ROW" + CALL + "('" + number + "')");
        }

        Finding finding = looking.one(CHANGES, ID, "raw");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("comes into no continuous aggregate", "hourly");

        database.execute(finding.remedy());
        assertThat(looking.at(CHANGES))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
        database.execute(
                "INSERT INTO raw VALUES (date_trunc('hour', now() - interval '50 hours'), 1000)",
                "CALL refresh_continuous_aggregate('hourly', NULL, NULL)");
        assertThat(HostileOwner.one(
                        database,
                        "SELECT n::text FROM hourly WHERE b = date_trunc('hour', now() - interval '50 hours')"))
                .isEqualTo("1001");
    }
}
