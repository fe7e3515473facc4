package io.opsconductor.pulse.db.migrate;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CREATE INDEX CONCURRENTLY waits for every transaction that is older than it, whatever table that has read. */
class ConcurrentIndexIT {
    @Postgres
    private TestDatabase database;

    @Migrations
    private TestRun run;

    @BeforeEach
    void open() {
        run.lockTimeout(Duration.ofMillis(100), 0)
                .file("001_t.sql", "CREATE TABLE t AS SELECT 1 AS n;", "CREATE TABLE other AS SELECT 1 AS n;");
        run.migrate();
    }

    @Test
    void it_outlives_the_lock_timeout_and_says_whom_it_waits_for() throws Exception {
        run.file("002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        try (Connection reader = reading("other")) {
            CompletableFuture<MigrateResult> running = CompletableFuture.supplyAsync(run::migrate);
            await().until(() -> run.told.stream().anyMatch(line -> line.startsWith("held up by ")));
            assertThat(run.told).anySatisfy(line -> assertThat(line)
                    .startsWith("oldest 'a reader', role ")
                    .contains("idle in transaction, open for "));
            assertThat(run.told).anySatisfy(line -> assertThat(line).startsWith("held up by 'a reader', role "));
            reader.rollback();
            assertThat(Patience.result(running).applied()).hasSize(1);
        }
        assertThat(invalid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY t_n ON t (n);",
                "CREATE INDEX CONCURRENTLY ON t (n);",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"T n\" ON \"t\" (n);"
            })
    void what_it_left_is_named_and_goes_with_the_retry(String statement) throws Exception {
        run.file("002_i.sql", statement).concurrentLockTimeout(Duration.ofMillis(200));
        try (Connection reader = reading("other")) {
            assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, failure -> {
                assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
                assertThat(failure.getMessage()).contains("55P03", "it left the invalid index public.");
                assertThat(failure.remedy())
                        .startsWith("pulse-db repair retry 002, which drops it first (DROP INDEX CONCURRENTLY public.");
            });
            reader.rollback();
        }
        assertThat(invalid()).hasSize(1);

        run.repair(RepairAction.RETRY, "002");
        assertThat(run.told).anyMatch(line -> line.startsWith("dropped public."));
        assertThat(invalid()).isEmpty();
        assertThat(run.migrate().applied()).hasSize(1);
    }

    @Test
    void a_retry_leaves_the_invalid_indexes_of_others() throws Exception {
        run.file("002_i.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);").concurrentLockTimeout(Duration.ofMillis(200));
        try (Connection reader = reading("other")) {
            assertThatThrownBy(run::migrate).isInstanceOf(PulseFailure.class);
            try (Connection own = database.connect();
                    Statement statement = own.createStatement()) {
                statement.execute("SET lock_timeout = 200");
                assertThatThrownBy(() -> statement.execute("CREATE INDEX CONCURRENTLY t_n_more ON t (n)"))
                        .isInstanceOf(SQLException.class);
            }
            reader.rollback();
        }

        run.repair(RepairAction.RETRY, "002");
        assertThat(invalid()).containsExactly("t_n_more");
    }

    private List<String> invalid() {
        return Rows.of(database, "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid");
    }

    /** A transaction with a snapshot, which has read nothing but this table. */
    private Connection reading(String table) throws SQLException {
        Connection reader = database.connect();
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET application_name = 'a reader'");
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM " + table);
        }
        return reader;
    }
}
