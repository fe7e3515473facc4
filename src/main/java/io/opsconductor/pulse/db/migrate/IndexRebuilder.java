package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.index.IndexCatalog;
import io.opsconductor.pulse.db.migrate.index.IndexRepairPlan;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.plan.RecordStore;
import io.opsconductor.pulse.db.migrate.run.Limits;
import io.opsconductor.pulse.db.migrate.run.LockedSession;
import io.opsconductor.pulse.db.migrate.run.MigrationFailure;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts invalid indexes right, one after the other under the migration lock; every attempt is on record. */
@ApplicationScoped
public class IndexRebuilder {
    private final MigrationSettings settings;

    public IndexRebuilder(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Goes on with the next one when one fails.
     *
     * @param named only these; empty for all, save those whose rebuilding blocks writes
     * @throws PulseFailure (usage) when one of them is no invalid index
     */
    public IndexRepairResult rebuild(Database database, List<String> named, MigrationProgress progress) {
        String name = LockedSession.name("repair");
        return LockedSession.with(database, settings, name, progress, session -> {
            Connection connection = session.connection();
            IndexRepairPlan plan = IndexRepairPlan.of(IndexCatalog.invalid(connection), named);
            HistoryStore history = session.historyToRepair();
            if (plan.steps().isEmpty()) {
                return new IndexRepairResult(List.of());
            }
            history.records().createLog();
            history.filled();
            RecordStore records = history.records();
            List<IndexRepairResult.Row> rows = new ArrayList<>();
            for (IndexRepairPlan.Step step : plan.steps()) {
                StopRequest.check();
                rows.add(IndexRepairResult.Row.of(
                        step, step.left().isEmpty() ? carryOut(database, connection, records, step) : ""));
            }
            return new IndexRepairResult(rows);
        });
    }

    /** What {@link #rebuild} would do; changes nothing and takes no lock. */
    public IndexRepairResult dryRun(Database database, List<String> named) {
        return database.read(
                "repair --dry-run",
                connection -> IndexRepairResult.planned(IndexRepairPlan.of(IndexCatalog.invalid(connection), named)));
    }

    /** Gives what went wrong; empty for nothing. */
    private String carryOut(Database database, Connection connection, RecordStore records, IndexRepairPlan.Step step)
            throws SQLException {
        String index = step.index().name();
        records.rebuilding(MigrationEvent.INDEX_REPAIR_BEGAN, index, note(step));
        try {
            run(connection, step);
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            dropCopy(connection, index);
            return MigrationFailure.text(e) + " (SQLSTATE " + e.getSQLState() + ")"
                    + new Limits(database, settings)
                            .behind(e)
                            .map(limit -> "; " + limit.text() + " -> " + limit.remedy())
                            .orElse("");
        }
        Optional<InvalidIndex> still = IndexCatalog.invalid(connection).stream()
                .filter(left -> left.name().equals(index))
                .findFirst();
        if (still.isPresent()) {
            return "it is still invalid";
        }
        records.rebuilding(MigrationEvent.INDEX_REPAIRED, index, note(step));
        return "";
    }

    /** What does not block writers may wait for as long as it takes; what does must not queue them up. */
    private void run(Connection connection, IndexRepairPlan.Step step) throws SQLException {
        execute(
                connection,
                "SET lock_timeout = "
                        + (step.blocksWrites() ? settings.lockTimeout().toMillis() : 0));
        connection.setAutoCommit(!step.blocksWrites());
        try {
            for (String statement : step.statements()) {
                execute(connection, statement);
            }
            if (step.blocksWrites()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (step.blocksWrites() && !connection.isClosed()) {
                connection.rollback();
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** A REINDEX CONCURRENTLY that failed leaves the copy on which it worked. */
    private static void dropCopy(Connection connection, String index) throws SQLException {
        for (InvalidIndex left : IndexCatalog.invalid(connection)) {
            if (left.isLeftover()
                    && left.name().replaceFirst("_ccnew\\d*(\"?)$", "$1").equals(index)) {
                execute(connection, "DROP INDEX CONCURRENTLY " + left.name());
            }
        }
    }

    private static String note(IndexRepairPlan.Step step) {
        return String.join("; ", step.statements()) + "; it was: "
                + step.index().definition();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
