package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.lint.LintRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lint says, put to the proof on TimescaleDB. */
class LintIT {
    @TempDir
    Path folder;

    private TestDatabase database;
    private TestRun run;

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE h ENABLE ROW LEVEL SECURITY;",
                "ALTER TABLE secured SET (timescaledb.compress);",
                "SELECT add_compression_policy('plain', INTERVAL '1 hour');",
                "SELECT add_retention_policy('plain', INTERVAL '1 hour');",
            })
    void what_timescaledb_would_refuse_is_refused_before_anything_is_touched(String sql) throws SQLException {
        open(DevelopmentDatabases.shared().timescale());
        tables("ALTER TABLE h SET (timescaledb.compress);");

        refusedByLintAndByTheServer(sql);
    }

    /** On a real server: the embedded one, with its one backend, takes CONCURRENTLY for a plain CREATE INDEX. */
    @Test
    void no_index_is_built_concurrently_on_a_hypertable() throws SQLException {
        open(DevelopmentDatabases.shared().postgres());
        tables();

        refusedByLintAndByTheServer("CREATE INDEX CONCURRENTLY i ON h (v);");
    }

    @Test
    void an_index_on_a_hypertable_is_built_chunk_by_chunk() throws SQLException {
        open(DevelopmentDatabases.shared().postgres());
        tables();
        run.file("002_case.sql", "CREATE INDEX i ON h (v) WITH (timescaledb.transaction_per_chunk);");

        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(run.validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, count(*) FROM h GROUP BY 1;",
                "CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS"
                        + " SELECT time_bucket('1 day', time) AS day, count(*) FROM h GROUP BY 1 WITH NO DATA;",
            })
    void what_timescaledb_runs_only_outside_a_transaction_runs_so(String sql) throws SQLException {
        open(DevelopmentDatabases.shared().timescale());
        tables();
        run.file("002_case.sql", sql);

        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(run.validate().problems()).isEmpty();
    }

    @Test
    void a_warning_is_told_and_stops_nothing() throws SQLException {
        open(DevelopmentDatabases.shared().postgres());
        tables();
        run.file("002_later.sql", "ALTER TABLE plain DROP COLUMN v;");

        assertThat(run.validate().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(LintRule.Severity.WARNING);
            assertThat(problem.rule()).isEqualTo("drop-in-use");
        });
        assertThat(run.validate().hasErrors()).isFalse();
        assertThat(run.migrate().applied()).hasSize(2);
        assertThat(run.told)
                .anySatisfy(line ->
                        assertThat(line).startsWith("warned 002_later.sql:1: ").endsWith("[drop-in-use]"));
        assertThat(run.validate().problems()).as("of files long applied").isEmpty();

        int told = run.told.size();
        run.migrate();
        assertThat(run.told).as("what is applied is not told again").hasSize(told);
    }

    private void refusedByLintAndByTheServer(String sql) {
        run.file("002_case.sql", sql);
        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("002_case.sql:1: ")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThat(Rows.exists(database, "h")).isFalse();
        assertThat(run.validate().hasErrors()).isTrue();

        run.file(
                "002_case.sql",
                allowed("concurrently-on-hypertable"),
                allowed("row-security-with-compression"),
                allowed("policy-on-plain-table"),
                sql);
        assertThatThrownBy(run::migrate)
                .hasMessageStartingWith("002_case.sql:4: ")
                .hasMessageContaining("SQLSTATE");
        assertThat(Rows.exists(database, "h")).isTrue();
    }

    private void open(TestDatabase chosen) throws SQLException {
        database = chosen;
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        run = new TestRun(database, folder);
    }

    private void tables(String... more) {
        run.file(
                "001_tables.sql",
                "CREATE TABLE h (time timestamptz NOT NULL, v int);",
                "CREATE TABLE secured (time timestamptz NOT NULL, v int);",
                "CREATE TABLE plain (v int);",
                "SELECT create_hypertable('h', 'time');",
                "SELECT create_hypertable('secured', 'time');",
                "ALTER TABLE secured ENABLE ROW LEVEL SECURITY;",
                String.join("\n", more));
    }

    private static String allowed(String rule) {
        return "-- pulse:allow " + rule + ": to see what the server says";
    }
}
