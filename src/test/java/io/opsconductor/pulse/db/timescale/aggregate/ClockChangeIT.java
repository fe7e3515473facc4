package io.opsconductor.pulse.db.timescale.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a zone sets its clocks back a bucket has an hour more, or rows before its begin; its query has to give all of them. */
class ClockChangeIT {
    @Timescale
    private TestDatabase database;

    /** Berlin's clocks went from 3 back to 2 at 01:00 UTC of that Sunday. */
    @ParameterizedTest
    @CsvSource({
        "1 week, 2025-10-12T22:30:00Z",
        "1 day, 2025-10-24T22:30:00Z",
        "1 hour, 2025-10-26T00:45:00Z",
        "1 month, 2025-10-02T00:30:00Z"
    })
    void a_bucket_that_begins_before_the_end_of_the_place_is_read_to_its_end(String width, Instant place)
            throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE zoned_raw (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('zoned_raw', 'time', chunk_time_interval => interval '400 days')",
                "INSERT INTO zoned_raw SELECT t, 1 FROM generate_series('2025-07-01 00:00+00'::timestamptz,"
                        + " '2026-02-01 00:00+00', interval '20 minutes') AS t",
                "CREATE MATERIALIZED VIEW zoned WITH (timescaledb.continuous) AS SELECT time_bucket('" + width
                        + "', time, 'Europe/Berlin') AS b, count(*) AS n FROM zoned_raw GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('zoned', NULL, NULL)");
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            List<Aggregate> aggregates = AggregateCatalog.once(opened).aggregates();
            RowsLook look = opened.read(
                            "compare",
                            session -> ComparisonCatalog.looks(
                                    opened, session, aggregates, Duration.ofSeconds(1), at(place)))
                    .get(0);
            assertThat(look.unseen()).isEmpty();
            assertThat(look.difference()).isEmpty();
            assertThat(look.compared()).isPositive();
        } finally {
            database.execute("DROP MATERIALIZED VIEW zoned", "DROP TABLE zoned_raw");
        }
    }

    private static RandomGenerator at(Instant place) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long from, long to) {
                return ChronoUnit.MICROS.between(Instant.EPOCH, place);
            }
        };
    }
}
