package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.ConfiguredMigrations;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.schema.Warnings;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.aggregate.RowsCheck;
import io.opsconductor.pulse.db.timescale.extension.SwitchedOffCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * E9: a stored setting hides compressed rows from the sessions of a database, by its owner or by an unfinished restore. Migrations lost
 * rows there, and the remedy of {@code aggregate.rows} took them out of the aggregate.
 */
class E9HiddenRowsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timescaledb.restoring = on",
                "timescaledb.disable_load = TRUE",
                "timescaledb.enable_optimizations = of",
                "timescaledb.enable_columnarscan = off",
                "timescaledb.enable_transparent_decompression = off"
            })
    void no_file_is_applied_where_compressed_rows_are_hidden(String setting, @Postgres TestDatabase database)
            throws Exception {
        Files.writeString(folder.resolve("001_a.sql"), "CREATE TABLE a (n int);");
        database.execute("ALTER DATABASE " + database.name() + " SET " + setting);
        migrate(database);
        Files.writeString(folder.resolve("002_b.sql"), "CREATE TABLE b (n int);");
        database.execute("ALTER DATABASE " + database.name() + " RESET ALL", "CREATE EXTENSION timescaledb");
        database.execute("ALTER DATABASE " + database.name() + " SET " + setting);

        assumeTrue(
                HostileOwner.one(
                                database,
                                "SELECT count(*)::text FROM ("
                                        + SqlFile.read("postgres/hiding-settings")
                                                .replaceAll("(?m)^--.*$", "")
                                        + ") AS hiding WHERE name = '" + setting.split(" ")[0] + "'")
                        .equals("1"),
                "it hides nothing in this version");

        if (setting.contains("enable_")) {
            assertThat(migrate(database).byFile().get(""))
                    .anyMatch(told ->
                            told.startsWith(setting.split(" ")[0]) && told.contains("nothing is compressed yet"));
            // The Apache edition compresses nothing: what the status of a chunk would tell is written there.
            database.execute(
                    "CREATE TABLE raw (time timestamptz NOT NULL)",
                    "SELECT create_hypertable('raw', 'time')",
                    "INSERT INTO raw VALUES (now())",
                    "UPDATE _timescaledb_catalog.chunk SET status = 1");
            Files.writeString(folder.resolve("003_c.sql"), "CREATE TABLE c (n int);");
        }

        PulseFailure failure = catchThrowableOfType(PulseFailure.class, () -> migrate(database));

        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessageContaining("hides compressed rows").hasMessageStartingWith(setting.split(" ")[0]);
        if (!setting.contains("restoring")) {
            Looking looking = new Looking(database);
            looking.curedByRemedy(new SwitchedOffCheck(), "timescale.settings", database.name());
        } else {
            database.execute("ALTER DATABASE " + database.name() + " RESET ALL");
        }
        migrate(database);
    }

    @Test
    void an_aggregate_is_not_compared_with_rows_that_are_hidden(@Timescale TestDatabase database) throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE raw (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('raw', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO raw SELECT now() - i * interval '1 hour', 1 FROM generate_series(0, 240) AS i",
                "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', time) AS b,"
                        + " sum(n) AS n FROM raw GROUP BY 1 WITH NO DATA",
                "CALL refresh_continuous_aggregate('hourly', NULL, NULL)",
                "ALTER TABLE raw SET (timescaledb.compress)",
                "SELECT compress_chunk(c) FROM show_chunks('raw', older_than => interval '2 days') AS c",
                "ALTER DATABASE \"" + database.name() + "\" SET timescaledb.restoring = on");
        try {
            assumeTrue(
                    HostileOwner.one(database, "SELECT current_setting('timescaledb.restoring')")
                            .equals("on"),
                    "the one session of PGlite keeps its settings");

            Finding finding = new Looking(database)
                    .one(
                            new RowsCheck(Configured.timescale(Map.of("compare-aggregates", "3s"))),
                            "aggregate.rows",
                            "hourly");

            assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(finding.message()).contains("timescaledb.restoring = on hides compressed rows");
            assertThat(finding.remedy()).doesNotContain("refresh_continuous_aggregate");
        } finally {
            database.execute("ALTER DATABASE \"" + database.name() + "\" RESET ALL");
            database.execute("DROP MATERIALIZED VIEW hourly", "DROP TABLE raw");
        }
    }

    private Warnings migrate(TestDatabase database) {
        Warnings warnings = new Warnings();
        try (Database connected = new Database(DatabaseUrl.parse(database.url()))) {
            new Migrator(ConfiguredMigrations.with("directory", folder.toString()))
                    .migrate(connected, MigrateRequest.ALL, warnings);
        }
        return warnings;
    }
}
