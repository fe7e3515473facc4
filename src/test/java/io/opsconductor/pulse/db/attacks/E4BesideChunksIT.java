package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.chunk.LooseTables;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;
import io.opsconductor.pulse.db.timescale.chunk.RootTableCatalog;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import org.junit.jupiter.api.Test;

/**
 * E4: the owner of a hypertable, in a session without TimescaleDB, makes room for rows of any age where chunks' ranges say nothing of
 * them: a table that inherits and is no chunk, and another constraint in the place of a chunk's own.
 */
class E4BesideChunksIT {
    private static final Check RETENTION = Configured.retention(Configured.promises("r.drop-after", "30d"));

    @Test
    void a_table_that_inherits_from_a_hypertable_or_a_chunk_is_critical_until_it_does_so_no_longer() throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            String owner = hypertable(database);
            String chunk = text(database, "SELECT show_chunks('r') LIMIT 1");
            Looking looking = new Looking(database);
            assertThat(backlog(looking).severity()).isEqualTo(Severity.OK);

            WithoutTimescale.execute(
                    database,
                    "SET ROLE " + owner,
                    "CREATE TABLE beside (LIKE r)",
                    "CREATE TABLE below () INHERITS (" + chunk + ")",
                    "INSERT INTO beside VALUES (now() - interval '300 days')",
                    "INSERT INTO below SELECT * FROM " + chunk,
                    "ALTER TABLE beside INHERIT r");
            assertThat(text(database, "SELECT count(*) FROM r")).isEqualTo("5");

            Finding finding = backlog(looking);
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).startsWith("2 tables ").contains("below");

            WithoutTimescale.execute(
                    database,
                    "SET ROLE " + owner,
                    "ALTER TABLE beside NO INHERIT r",
                    "ALTER TABLE below NO INHERIT " + chunk);
            assertThat(backlog(looking).severity()).isEqualTo(Severity.OK);
            database.execute("DROP OWNED BY " + owner, "DROP ROLE " + owner);
        }
    }

    @Test
    void a_chunk_whose_constraint_was_exchanged_for_one_that_lets_old_rows_in_is_critical() throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            String owner = hypertable(database);
            String chunk = text(database, "SELECT show_chunks('r') LIMIT 1");
            String constraint = text(
                    database,
                    "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = '" + chunk + "'::regclass");
            WithoutTimescale.execute(
                    database,
                    "SET ROLE " + owner,
                    "ALTER TABLE " + chunk + " DROP CONSTRAINT " + constraint,
                    "ALTER TABLE " + chunk + " ADD CONSTRAINT " + constraint + " CHECK (time < '2100-01-01')");

            Finding finding = backlog(new Looking(database));
            assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message())
                    .startsWith("1 chunk whose CHECK constraint is not that of their range")
                    .contains(chunk);
            database.execute("DROP OWNED BY " + owner, "DROP ROLE " + owner);
        }
    }

    /** In a time zone with half hours, by another order of days and months. */
    @Test
    void what_timescaledb_itself_wrote_is_the_constraint_of_its_range_for_every_type_and_at_every_end()
            throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "ALTER DATABASE " + database.name() + " SET timezone = 'America/St_Johns'",
                    "ALTER DATABASE " + database.name() + " SET datestyle = 'SQL, DMY'");
            create(database, "timestamptz", "'1950-06-01'", "'0044-03-15 BC'", "'2200-01-01'", "'294200-12-01'");
            create(database, "timestamp", "'1950-06-01'", "'0044-03-15 BC'", "now()");
            create(database, "date", "'1950-06-01'", "'0044-03-15 BC'", "'2200-01-01'");
            create(database, "smallint", "5", "-15", "32767", "-32768");
            create(database, "int", "5", "-15", "2147483647", "-2147483648");
            create(database, "bigint", "5", "-15", "9223372036854775807", "-9223372036854775808");
            // Days of a clock that is put back, with a second dimension, and a column that was renamed since.
            database.execute(
                    "CREATE TABLE hashed (time timestamptz NOT NULL, n int)",
                    "SELECT create_hypertable('hashed', 'time', 'n', 3)",
                    "INSERT INTO hashed SELECT now() + i * interval '40 days', i FROM generate_series(1, 20) AS i",
                    "ALTER TABLE hashed RENAME time TO \"To \"\"Time\"");
            for (RootTable root : roots(database)) {
                assertThat(root.exchanged()).as(root.name().text()).isEqualTo(LooseTables.NONE);
                assertThat(root.heirs()).as(root.name().text()).isEqualTo(LooseTables.NONE);
            }

            // One of each again, a little wider than its range.
            for (String chunk : lines(
                    database,
                    "SELECT min(inhrelid::regclass::text) FROM pg_inherits JOIN _timescaledb_catalog.hypertable AS h"
                            + " ON inhparent = format('%I.%I', h.schema_name, h.table_name)::regclass GROUP BY inhparent")) {
                String time = text(
                        database,
                        "SELECT quote_ident(attname) FROM pg_attribute WHERE attnum = 1 AND attrelid = '" + chunk
                                + "'::regclass");
                for (String constraint : lines(
                        database,
                        "SELECT quote_ident(conname) FROM pg_constraint WHERE contype = 'c' AND pg_get_constraintdef(oid) !~ 'hash'"
                                + " AND conrelid = '" + chunk + "'::regclass")) {
                    WithoutTimescale.execute(
                            database,
                            "ALTER TABLE " + chunk + " DROP CONSTRAINT " + constraint,
                            "ALTER TABLE " + chunk + " ADD CONSTRAINT " + constraint + " CHECK (" + time
                                    + " IS NOT NULL)");
                }
            }
            List<RootTable> roots = roots(database);
            assertThat(roots).hasSize(7);
            for (RootTable root : roots) {
                assertThat(root.exchanged().number()).as(root.name().text()).isOne();
            }
        }
    }

    private static void create(TestDatabase database, String type, String... values) throws SQLException {
        String name = "of_" + type;
        database.execute(
                "CREATE TABLE " + name + " (time " + type + " NOT NULL)",
                "SELECT create_hypertable('" + name + "', 'time', chunk_time_interval => "
                        + (type.contains("int") ? "10" : "interval '1 day'") + ")");
        for (String value : values) {
            database.execute("INSERT INTO " + name + " VALUES (" + value + ")");
        }
    }

    private static List<RootTable> roots(TestDatabase database) throws Exception {
        List<Integer> ids = lines(database, "SELECT id FROM _timescaledb_catalog.hypertable").stream()
                .map(Integer::valueOf)
                .toList();
        try (Database looked = new Database(DatabaseUrl.parse(database.url()))) {
            return List.copyOf(new RootTableCatalog(ids).read(looked).values());
        }
    }

    /** A row a day; the role that owns it comes back. */
    private static String hypertable(TestDatabase database) throws SQLException {
        String owner = database.name() + "_owner";
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE ROLE " + owner,
                "GRANT CREATE ON SCHEMA public TO " + owner,
                "CREATE TABLE r (time timestamptz NOT NULL)",
                "ALTER TABLE r OWNER TO " + owner,
                "SELECT create_hypertable('r', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO r SELECT now() - d * interval '1 day' FROM generate_series(1, 5) AS d");
        return owner;
    }

    private static Finding backlog(Looking looking) throws Exception {
        return looking.one(RETENTION, RetentionBacklogJudge.ID, "r");
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        return lines(database, sql).get(0);
    }

    private static List<String> lines(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.list(connection, sql, row -> row.getString(1));
        }
    }
}
