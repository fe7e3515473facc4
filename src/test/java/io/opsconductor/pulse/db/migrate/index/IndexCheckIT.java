package io.opsconductor.pulse.db.migrate.index;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.Rows;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invalid indexes of a real server, made as they come about in life. */
class IndexCheckIT {
    @Postgres
    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database.execute("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1)");
    }

    @Test
    void valid_indexes_make_one_good_finding() throws SQLException {
        database.execute("CREATE INDEX i ON t (a)");

        assertThat(look())
                .extracting(Finding::check, Finding::severity)
                .containsExactly(tuple("schema.index", Severity.OK));
    }

    @Test
    void an_index_whose_building_failed_is_found_and_its_remedy_puts_it_right() throws SQLException {
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY \"Once\" ON t (a)"))
                .hasMessageContaining("could not create unique index");

        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("public.\"Once\"");
            assertThat(finding.message()).contains("public.t");
        });

        database.execute("DELETE FROM t");
        for (String statement : look().get(0).remedy().split("; ?")) {
            database.execute(statement);
        }
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
        assertThat(Rows.exists(database, "\"Once\"")).isTrue();
    }

    @Test
    void an_index_of_a_partitioned_table_may_wait_for_its_partitions() throws SQLException {
        database.execute(
                "CREATE TABLE p (a int) PARTITION BY LIST (a)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                "CREATE INDEX i ON ONLY p (a)");

        assertThat(look())
                .extracting(Finding::severity, Finding::subject)
                .containsExactly(tuple(Severity.WARNING, "public.i"));
    }

    @Test
    void an_index_that_is_being_built_is_none_even_for_a_role_that_may_see_little() throws Exception {
        String role = "index_reader_" + ProcessHandle.current().pid();
        try (Connection older = database.connect();
                Connection builder = database.connect();
                Connection watcher = database.connect();
                Statement holding = older.createStatement();
                Statement building = builder.createStatement();
                Statement watching = watcher.createStatement()) {
            // Building waits for whoever wrote to the table before.
            holding.execute("BEGIN; INSERT INTO t VALUES (2)");
            CompletableFuture<Void> built = CompletableFuture.runAsync(() -> run(building));
            await().until(() -> !Rows.of(
                            database,
                            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('slow') AND NOT indisvalid")
                    .isEmpty());
            assertThat(IndexCatalog.invalid(watcher)).isEmpty();
            watching.execute("CREATE ROLE " + role + "; SET ROLE " + role);
            assertThat(IndexCatalog.invalid(watcher)).isEmpty();
            watching.execute("RESET ROLE; DROP ROLE " + role);

            holding.execute("ROLLBACK");
            built.join();
        }
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    private static void run(Statement statement) {
        try {
            statement.execute("CREATE INDEX CONCURRENTLY slow ON t (a)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Finding> look() {
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            return new IndexCheck().findings(opened, Instant.now());
        }
    }
}
