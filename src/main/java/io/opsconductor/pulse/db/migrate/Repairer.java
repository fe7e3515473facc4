package io.opsconductor.pulse.db.migrate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;
import io.opsconductor.pulse.db.migrate.index.IndexCatalog;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.plan.RecordStore;
import io.opsconductor.pulse.db.migrate.plan.RepairPlan;
import io.opsconductor.pulse.db.migrate.run.LockedSession;
import io.opsconductor.pulse.db.migrate.run.LookingSession;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts a history right that does not fit; touches the tables that know of migrations and nothing else. */
@ApplicationScoped
public class Repairer {
    private final MigrationSettings settings;

    public Repairer(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * All of them in one transaction.
     *
     * @param migrations versions or file names
     * @throws PulseFailure (usage) when one of them is not in the state that the action is for
     */
    public RepairResult repair(
            Database database,
            RepairAction action,
            List<String> migrations,
            Optional<Path> directory,
            MigrationProgress progress) {
        List<MigrationFile> files = files(directory);
        return LockedSession.with(database, settings, LockedSession.name("repair"), progress, session -> {
            HistoryStore history = session.historyToRepair();
            RepairPlan plan = RepairPlan.of(action, migrations, files, history.recorded());
            RecordStore records = history.records();
            dropLeftovers(session.connection(), plan, progress);
            records.repair(plan);
            return RepairResult.of(plan, leftovers(action, session.connection()));
        });
    }

    /** What {@link #repair} would change; changes nothing and takes no lock. */
    public RepairResult dryRun(
            Database database, RepairAction action, List<String> migrations, Optional<Path> directory) {
        List<MigrationFile> files = files(directory);
        return LookingSession.with(database, "repair --dry-run", settings, (history, role, connection) -> {
            RepairPlan plan = RepairPlan.of(action, migrations, files, history.recorded());
            return RepairResult.of(plan, leftovers(action, connection));
        });
    }

    /** The invalid indexes that the attempt left: the file would take one for its own, or trip over its name. */
    private void dropLeftovers(Connection connection, RepairPlan plan, MigrationProgress progress) throws SQLException {
        if (plan.action() != RepairAction.RETRY) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET lock_timeout = " + settings.concurrentLockTimeout().toMillis());
            for (InvalidIndex index : IndexCatalog.invalid(connection)) {
                if (plan.makes(index) && index.canBeDropped()) {
                    statement.execute(index.dropping());
                    progress.dropped(index.name());
                }
            }
        }
    }

    /** Of the schema as a whole: which of them the attempt left is unknown. */
    private static List<RepairResult.Leftover> leftovers(RepairAction action, Connection connection)
            throws SQLException {
        return action.state() == MigrationState.FAILED
                ? IndexCatalog.invalid(connection).stream()
                        .filter(index -> !index.partitioned())
                        .map(index -> RepairResult.Leftover.of(action, index))
                        .toList()
                : List.of();
    }

    private List<MigrationFile> files(Optional<Path> directory) {
        return MigrationFolder.read(directory.or(settings::directory));
    }
}
