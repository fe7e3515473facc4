package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.FixProgressLog;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.batch.BatchRightsCheck;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * G5: a role that may read and INSERT puts the batches of an old chunk into the compressed table of a young one, past the hypertable:
 * the old chunk is dropped, and its rows stay.
 */
class G5PackedRowsIT {
    private static final String ID = "compression.rights";
    private static final Promises PROMISES = Configured.promises("r.drop-after", "30d");
    private static final Check RIGHTS = new BatchRightsCheck(PROMISES);
    private static final Check RETENTION = Configured.retention(PROMISES);

    /** Compressed tables have a count of rows in each batch. */
    private static final String PACKED =
            "(SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = '_ts_meta_count'"
                    + " AND attrelid NOT IN (SELECT format('_timescaledb_internal.%I', table_name)::regclass FROM"
                    + " _timescaledb_catalog.hypertable WHERE schema_name = '_timescaledb_internal') ORDER BY attrelid ";

    @Timescale
    private TestDatabase database;

    private Looking looking;
    private String writer;

    @BeforeEach
    void begin() throws Exception {
        looking = new Looking(database);
        writer = database.name() + "_writes";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE \"" + writer + "\"",
                "CREATE TABLE r (time timestamptz NOT NULL, n int, v int, UNIQUE (time, n))",
                "SELECT create_hypertable('r', 'time', chunk_time_interval => interval '10 days')",
                "ALTER TABLE r SET (timescaledb.compress, timescaledb.compress_orderby = 'time, n',"
                        + " timescaledb.compress_segmentby = '')",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON r TO \"" + writer + "\"",
                "INSERT INTO r SELECT now() - interval '60 days' + i * interval '1 minute', 1 FROM generate_series(1, 50) AS i",
                "INSERT INTO r SELECT now() - interval '20 days' + i * interval '1 minute', 2 FROM generate_series(1, 50) AS i",
                "SELECT compress_chunk(c) FROM show_chunks('r') AS c");
    }

    @AfterEach
    void end() throws Exception {
        database.execute("DROP TABLE r", "DROP OWNED BY \"" + writer + "\"", "DROP ROLE \"" + writer + "\"");
    }

    @Test
    void old_rows_in_a_young_chunk_outlive_their_promise_until_the_remedy_keeps_roles_out() throws Exception {
        String old = HostileOwner.one(database, "SELECT " + PACKED + "LIMIT 1)");
        String young = HostileOwner.one(database, "SELECT " + PACKED + "OFFSET 1 LIMIT 1)");
        String attack = "INSERT INTO " + young + " SELECT * FROM " + old;
        asWriter(attack);
        database.execute("SELECT drop_chunks('r', older_than => interval '30 days')");
        assertThat(HostileOwner.one(database, "SELECT count(*)::text FROM r WHERE n + 0 = 1"))
                .as("the attack")
                .isEqualTo("50");
        assertThat(looking.one(RETENTION, RetentionBacklogJudge.ID, "r").severity())
                .isEqualTo(Severity.OK);

        Finding finding = looking.one(RIGHTS, ID, "r");
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).startsWith(writer + " may write into compressed tables");
        database.execute(finding.remedy());
        assertGood();

        assertThatThrownBy(() -> asWriter("INSERT INTO " + young + " SELECT * FROM " + young))
                .hasMessageContaining("permission denied");
        String present = "(SELECT min(time) FROM r WHERE n + 0 = 2)";
        asWriter("INSERT INTO r SELECT " + present + " + interval '1 second', 3");
        asWriter("INSERT INTO r SELECT " + present + ", 2, 4 ON CONFLICT (time, n) DO UPDATE SET v = 4");
        asWriter("UPDATE r SET v = 5 WHERE n = 2 AND v IS NULL AND time > now() - interval '25 days'");
        asWriter("DELETE FROM r WHERE n = 3 AND time > now() - interval '25 days'");
        assertThat(HostileOwner.one(
                        database,
                        "SELECT string_agg(DISTINCT concat(n, v), ' ') FROM r WHERE time > now() - interval '25 days'"))
                .isEqualTo("24 25");
    }

    @Test
    void a_fix_closes_what_a_later_grant_opened_again() throws Exception {
        database.execute(looking.one(RIGHTS, ID, "r").remedy());
        database.execute("GRANT INSERT ON r TO PUBLIC");
        assertThat(looking.one(RIGHTS, ID, "r").message()).startsWith("PUBLIC may");

        Fixer fixer = new Fixer(PROMISES, Configured.schedulerExpected(false));
        FixLimits limits = new FixLimits(0, Duration.ofMinutes(5));
        try (Database fixed = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(fixer.plan(fixed, List.of("retention"), limits, Instant.now())
                            .steps())
                    .isEmpty();
            FixPlan plan = fixer.plan(fixed, List.of("compression"), limits, Instant.now());
            assertThat(plan.steps()).extracting(FixStep::action).containsExactly(FixStep.Action.REVOKE);
            assertThat(fixer.carryOut(fixed, plan, limits, new FixProgressLog()).failed())
                    .isEmpty();
        }
        assertGood();
        asWriter("INSERT INTO r VALUES (now() - interval '20 days', 6)");
    }

    @Test
    void the_owner_what_acts_for_it_and_trusted_roles_are_not_told() throws Exception {
        database.execute(
                looking.one(RIGHTS, ID, "r").remedy(),
                "CREATE ROLE \"" + writer + "_owns\"",
                "GRANT CREATE ON SCHEMA public TO \"" + writer + "_owns\"",
                "ALTER TABLE r OWNER TO \"" + writer + "_owns\"",
                "GRANT \"" + writer + "_owns\" TO \"" + writer + "\"",
                "GRANT INSERT ON r TO \"" + writer + "\"");
        assertGood();
        database.execute("REVOKE \"" + writer + "_owns\" FROM \"" + writer + "\"");
        assertThat(looking.one(RIGHTS, ID, "r").severity()).isEqualTo(Severity.WARNING);
        database.execute(
                "ALTER TABLE r OWNER TO CURRENT_USER",
                "DROP OWNED BY \"" + writer + "_owns\"",
                "DROP ROLE \"" + writer + "_owns\"");
    }

    private void assertGood() throws Exception {
        assertThat(looking.at(RIGHTS)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .as(finding.message())
                .isEqualTo(Severity.OK));
    }

    private void asWriter(String sql) throws Exception {
        database.execute("SET ROLE \"" + writer + "\"", sql);
    }
}
