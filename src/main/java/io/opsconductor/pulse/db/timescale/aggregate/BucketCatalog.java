package io.opsconductor.pulse.db.timescale.aggregate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * Compares buckets, chosen at random, with what the aggregate's own query gives from the source, until the time is over: in one
 * snapshot, so that a row, its log and its refresh are seen together or not at all.
 */
final class BucketCatalog {
    private static final int ENOUGH = 1000;

    private final Database database;
    private final Connection connection;
    private final RandomGenerator random;

    BucketCatalog(Database database, Connection connection, RandomGenerator random) {
        this.database = database;
        this.connection = connection;
        this.random = random;
    }

    /** @param time that this aggregate may take */
    RowsLook look(Aggregate aggregate, ComparedAggregate compared, Duration time) throws SQLException {
        Optional<String> obstacle = obstacle(aggregate, compared);
        if (obstacle.isPresent()) {
            return RowsLook.unseen(aggregate, obstacle.get());
        }
        try {
            return compared(aggregate, compared, System.nanoTime() + time.toNanos());
        } finally {
            connection.rollback();
        }
    }

    private static Optional<String> obstacle(Aggregate aggregate, ComparedAggregate compared) {
        if (!aggregate.trusted()) {
            return Optional.of(
                    "its query runs code of " + aggregate.owner() + ", a role that is not trusted, in this session");
        }
        if (compared.hiding().isPresent()) {
            return compared.hiding().map(setting -> setting.from("this session"));
        }
        if (compared.partial()) {
            return Optional.of(
                    "it keeps parts of results, as TimescaleDB made them before 2.7: cagg_migrate() changes that");
        }
        if (compared.elsewhere()) {
            return Optional.of("chunks of it or its source are tiered");
        }
        return aggregate.bucketWidth().filter(width -> width > 0).isPresent()
                ? Optional.empty()
                : Optional.of("the width of a bucket could not be read");
    }

    private RowsLook compared(Aggregate aggregate, ComparedAggregate compared, long until) throws SQLException {
        int same = 0;
        try {
            begin();
            limit(until);
            Places places =
                    ComparisonCatalog.places(connection, aggregate.table().id());
            while (same < ENOUGH && (same == 0 || System.nanoTime() < until)) {
                Optional<PlaceRange> begins =
                        places.chosen(random, aggregate.bucketWidth().orElseThrow(), compared.watermark());
                if (begins.isEmpty()) {
                    break;
                }
                BucketRows kept = rows(aggregate, compared, compared.kept(), begins.get(), until);
                BucketRows given = rows(aggregate, compared, compared.query(), begins.get(), until);
                if (Math.max(kept.exact().size(), given.exact().size()) > ComparisonCatalog.ROWS) {
                    return look(
                            aggregate, compared, same, "a bucket has more than " + ComparisonCatalog.ROWS + " rows");
                }
                BucketRows.Likeness likeness = kept.like(given);
                if (likeness != BucketRows.Likeness.SAME) {
                    return new RowsLook(
                            aggregate,
                            same,
                            compared.forced(),
                            compared.settled(),
                            Optional.of(new RowsLook.Difference(begins.get(), likeness)),
                            Optional.empty());
                }
                same++;
            }
            return new RowsLook(aggregate, same, false, false, Optional.empty(), Optional.empty());
        } catch (SQLException e) {
            if (SqlState.isSessionLost(e)) {
                throw e;
            }
            return look(aggregate, compared, same, why(e));
        }
    }

    private static RowsLook look(Aggregate aggregate, ComparedAggregate compared, int same, String unseen) {
        return new RowsLook(
                aggregate, same, compared.forced(), compared.settled(), Optional.empty(), Optional.of(unseen));
    }

    private BucketRows rows(
            Aggregate aggregate, ComparedAggregate compared, HypertableName side, PlaceRange begins, long until)
            throws SQLException {
        limit(until);
        return ComparisonCatalog.rows(
                connection, compared, side, aggregate.table().time(), begins);
    }

    /** The level has to be the first that the transaction hears; no session keeps it. */
    private void begin() throws SQLException {
        connection.unwrap(PGConnection.class).setAutosave(AutoSave.NEVER);
        connection.setAutoCommit(false);
        connection.rollback();
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        database.beginTransaction(connection);
        execute("SET LOCAL max_parallel_workers_per_gather = 0", "SET LOCAL jit = off");
    }

    private void limit(long until) throws SQLException {
        long left = Math.max(10, Duration.ofNanos(until - System.nanoTime()).toMillis());
        execute("SET LOCAL statement_timeout = " + left, "SET LOCAL lock_timeout = " + left);
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String why(SQLException problem) {
        String state = String.valueOf(SqlState.of(problem));
        return switch (state) {
            case SqlState.QUERY_CANCELED, SqlState.LOCK_NOT_AVAILABLE ->
                "comparing one bucket took longer than its share of pulse.timescale.compare-aggregates";
            case SqlState.INSUFFICIENT_PRIVILEGE ->
                "this role may not read it or its source: GRANT pg_read_all_data to it, or look as a role that may";
            default -> "its query ended with an error, SQLSTATE " + state;
        };
    }
}
