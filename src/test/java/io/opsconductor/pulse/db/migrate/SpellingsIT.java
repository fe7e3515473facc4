package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Looking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TimescaleDB's newer and quoted spellings run as they would in psql. */
class SpellingsIT {
    @TempDir
    Path folder;

    @Test
    void aggregates_and_hypertables_may_be_spelt_in_every_way(@Timescale TestDatabase database) throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        new Looking(database).needs("add_columnstore_policy");
        TestRun run = new TestRun(database, folder)
                .file(
                        "001_t.sql",
                        "CREATE TABLE \"Reading\" (time timestamptz NOT NULL, v float)",
                        "WITH (tsdb.hypertable, tsdb.partition_column = 'time');",
                        "INSERT INTO \"Reading\" SELECT '2026-01-01'::timestamptz + i * INTERVAL '1 h', i",
                        "FROM generate_series(1, 48) i;")
                .file(
                        "002_daily.sql",
                        "CREATE MATERIALIZED VIEW \"Daily\" WITH (tsdb.continuous) AS",
                        "SELECT time_bucket('1 day', time) AS day, avg(v) FROM \"Reading\" GROUP BY 1;")
                .file(
                        "003_hourly.sql",
                        "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous = true) AS",
                        "SELECT time_bucket('1 hour', time) AS hour, avg(v) FROM \"Reading\" GROUP BY 1",
                        "WITH NO DATA;",
                        "ALTER MATERIALIZED VIEW hourly SET (timescaledb.materialized_only = true);")
                .file("004_refresh.sql", "CALL \"public\".\"refresh_continuous_aggregate\"('hourly', NULL, NULL);");

        assertThat(run.validate().problems()).isEmpty();
        assertThat(run.migrate().applied()).hasSize(4);
        assertThat(Rows.of(database, "SELECT count(*)::text FROM \"Daily\"")).containsExactly("3");
        assertThat(Rows.of(database, "SELECT count(*)::text FROM hourly")).containsExactly("48");
    }
}
