package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invalid indexes of a real server, put right by the program. */
class IndexRebuildIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() throws SQLException {
        database.execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (1)");
    }

    @Test
    void a_build_that_failed_is_repeated_and_what_stands_in_its_way_is_told() throws SQLException {
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY \"Once\" ON t (n)"))
                .hasMessageContaining("could not create unique index");
        database.execute("COMMENT ON INDEX \"Once\" IS 'kept'");

        assertThat(run.rebuildIndexes().indexes()).singleElement().satisfies(row -> assertThat(row.problem())
                .contains("could not create unique index", "23505"));
        assertThat(invalid()).as("no copy is left behind").containsExactly("Once");

        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        assertThat(run.rebuildIndexes().succeeded()).isTrue();
        assertThat(invalid()).isEmpty();
        assertThat(Rows.of(database, "SELECT obj_description('\"Once\"'::regclass)"))
                .containsExactly("kept");
        assertThat(Rows.of(database, "SELECT event || ' ' || script FROM pulse_migration_log ORDER BY id"))
                .containsExactly(
                        "index-repair-began public.\"Once\"",
                        "index-repair-began public.\"Once\"",
                        "index-repaired public.\"Once\"");
        assertThat(Rows.of(database, "SELECT note FROM pulse_migration_log LIMIT 1"))
                .singleElement()
                .asString()
                .contains("REINDEX INDEX CONCURRENTLY", "it was: CREATE UNIQUE INDEX");
        assertThat(run.rebuildIndexes().indexes()).isEmpty();
    }

    @Test
    void a_primary_key_keeps_its_constraint_and_a_leftover_goes() throws SQLException {
        database.execute("CREATE TABLE k (n int PRIMARY KEY)", "CREATE INDEX k_n_ccnew ON k (n)");
        makeInvalid("k_pkey", "k_n_ccnew");

        assertThat(run.rebuildIndexes().succeeded()).isTrue();

        assertThat(invalid()).isEmpty();
        assertThat(Rows.exists(database, "k_n_ccnew")).isFalse();
        assertThat(Rows.of(database, "SELECT conname FROM pg_constraint WHERE conrelid = 'k'::regclass"))
                .contains("k_pkey");
    }

    @Test
    void that_of_a_hypertable_is_rebuilt_when_it_is_named() throws SQLException {
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE h (time timestamptz NOT NULL, n int)",
                "SELECT create_hypertable('h', 'time', create_default_indexes => false)",
                "INSERT INTO h VALUES (now(), 1)",
                "CREATE INDEX h_n ON h (n)");
        makeInvalid("h_n");

        assertThat(run.rebuildIndexes().indexes()).singleElement().satisfies(row -> assertThat(row.left())
                .contains("blocks writes to public.h"));
        assertThat(invalid()).containsExactly("h_n");

        assertThat(run.rebuildIndexes("h_n").indexes()).singleElement().satisfies(row -> {
            assertThat(row.problem()).isEmpty();
            assertThat(row.statements()).hasSize(2);
        });
        assertThat(invalid()).isEmpty();
        assertThat(Rows.of(database, "SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%(n)%'"))
                .as("the hypertable's and its chunk's")
                .containsExactly("2");
    }

    private void makeInvalid(String... indexes) throws SQLException {
        for (String index : indexes) {
            database.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass");
        }
    }

    private List<String> invalid() {
        return Rows.of(
                database,
                "SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid ORDER BY 1");
    }
}
