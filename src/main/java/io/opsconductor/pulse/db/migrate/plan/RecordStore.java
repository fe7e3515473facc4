package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.KnownTableCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;

/** Writes into the tables that know of migrations: every plan in one transaction, every decision into our log. */
public final class RecordStore {
    /** For a session that holds one of the tables, such as an unfinished CREATE TRIGGER. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '10s'; ";

    private final Connection connection;
    private final HistoryPlace place;

    public RecordStore(Connection connection, HistoryPlace place) {
        this.connection = connection;
        this.place = place;
    }

    /** What is written. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /** Makes the tables that are missing and takes over what others recorded, before the first file runs. */
    public void prepare(MigrationPlan plan) throws SQLException {
        if (place.isComplete() && !plan.takesOver()) {
            return;
        }
        inTransaction(() -> {
            create();
            for (MigrationFile file : plan.adopted()) {
                history(file);
                log(MigrationEvent.ADOPTED, file, OptionalInt.of(file.checksum()), "recorded by the Python runner");
            }
            for (MigrationFile file : plan.skipped()) {
                rememberSkipped(file);
            }
            for (MigrationPlan.Foreign known : plan.foreign()) {
                log(
                        MigrationEvent.ADOPTED,
                        known.file(),
                        known.row().checksum(),
                        "in the history as " + known.row().script());
            }
            if (place.runner().isEmpty() || !plan.foreign().isEmpty()) {
                runner(plan.done());
            }
            for (MigrationFile file : plan.again()) {
                // Not applied, to Flyway; should this run end early, --apply-skipped goes on with it.
                rememberSkipped(file);
                log(MigrationEvent.RETRY, file, OptionalInt.of(file.checksum()), "to run once more, by --run-again");
            }
        });
    }

    /** A file that no transaction protects is about to run. */
    public void attempt(MigrationFile file) throws SQLException {
        inTransaction(() -> log(MigrationEvent.BEGAN, file, OptionalInt.empty(), "cannot run in a transaction"));
    }

    /** The rebuilding of an index, of no version: what reads the log by version passes over it. */
    public void rebuilding(MigrationEvent event, String index, String note) throws SQLException {
        inTransaction(() -> execute("log-event", event.word(), "", index, null, null, note));
    }

    public void adopt(AdoptPlan plan) throws SQLException {
        inTransaction(() -> {
            create();
            for (MigrationFile file : plan.adopted()) {
                history(file);
                log(MigrationEvent.ADOPTED, file, OptionalInt.of(file.checksum()), "by adopt --at=" + plan.at());
            }
            for (MigrationFile file : plan.skipped()) {
                rememberSkipped(file);
            }
            runner(plan.adopted());
        });
    }

    public void repair(RepairPlan plan) throws SQLException {
        inTransaction(() -> {
            create();
            for (RepairPlan.Step step : plan.steps()) {
                repair(plan.action(), step);
            }
        });
    }

    private void repair(RepairAction action, RepairPlan.Step step) throws SQLException {
        switch (action) {
            case RETRY -> {
                execute("delete-failed", step.version());
                if (place.keepsRunner()) {
                    execute("delete-runner-row", step.script());
                }
            }
            case MARK_APPLIED -> {
                execute("delete-failed", step.version());
                history(step.file());
                runner(List.of(step.file()));
            }
            case ACCEPT_CHANGED -> execute("accept-changed", step.file().checksum(), step.version());
            case FORGET_MISSING -> execute("forget-missing", step.version());
        }
        boolean counts = action == RepairAction.MARK_APPLIED || action == RepairAction.ACCEPT_CHANGED;
        execute(
                "log-event",
                action.event().word(),
                step.logVersion(),
                step.script(),
                counts ? step.file().checksum() : null,
                counts ? step.file().digest() : null,
                step.was());
    }

    private void create() throws SQLException {
        if (place.tables().isEmpty() && !hasSchema()) {
            execute("create-schema");
        }
        List<String> made = new ArrayList<>();
        if (place.history().isEmpty()) {
            execute("create-history");
            made.add(HistoryPlace.HISTORY);
        }
        if (place.runner().isEmpty() && place.keepsRunner()) {
            execute("create-runner-table");
            made.add(HistoryPlace.RUNNER);
        }
        if (place.log().isEmpty()) {
            execute("create-log");
            made.add(HistoryPlace.LOG);
        }
        closeNew(made);
    }

    private boolean hasSchema() throws SQLException {
        return Query.one(connection, place.sql("has-schema"), row -> row.getBoolean(1), place.schema());
    }

    /** Ours alone, for what is written down of no migration. */
    public void createLog() throws SQLException {
        if (place.log().isEmpty()) {
            execute("create-log");
            closeNew(List.of(HistoryPlace.LOG));
        }
    }

    /** Default privileges may have let others write to new tables. */
    private void closeNew(List<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            HistoryRightsStore.revoke(
                    connection,
                    KnownTableCatalog.named(connection, tables.toArray(String[]::new)).stream()
                            .filter(made -> made.schema().equals(place.schema()))
                            .toList());
        }
    }

    /**
     * Takes from all who are not trusted what they have been granted beyond reading. Waits for those who are writing: none of them
     * changes anything after that.
     */
    void close() throws SQLException {
        List<KnownTable> closable = place.tables().stream()
                .filter(table -> table.owned() && table.writable())
                .toList();
        if (closable.isEmpty()) {
            return;
        }
        inTransaction(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(HistoryPlace.lock(closable, "SHARE ROW EXCLUSIVE"));
            }
            HistoryRightsStore.revoke(connection, closable);
        });
    }

    private void history(MigrationFile file) throws SQLException {
        String version = file.version().flyway();
        if (place.keepsRunner()) {
            execute("adopt-as-run", version, file.historyDescription(), file.script(), file.checksum(), file.script());
        } else {
            execute("adopt", version, file.historyDescription(), file.script(), file.checksum());
        }
    }

    private void rememberSkipped(MigrationFile file) throws SQLException {
        execute("adopt-skipped", file.version().flyway(), file.script(), file.checksum());
    }

    private void runner(List<MigrationFile> files) throws SQLException {
        for (MigrationFile file : place.keepsRunner() ? files : List.<MigrationFile>of()) {
            execute("runner-row", file.version().label(), file.script());
        }
    }

    /** @param checksum the history's, which the file's digest is kept with; empty where it has none */
    private void log(MigrationEvent event, MigrationFile file, OptionalInt checksum, String note) throws SQLException {
        execute(
                "log-event",
                event.word(),
                file.version().flyway(),
                file.script(),
                checksum.isPresent() ? checksum.getAsInt() : null,
                file.digest(),
                note);
    }

    /** @param file below sql/migrate/ */
    private void execute(String file, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(place.sql(file))) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }

    /**
     * All of it or nothing, and only into tables that are still what they were when they were found: looked at once more when no
     * other role can attach anything to them any longer.
     *
     * @throws PulseFailure (usage) when writing would run another role's code
     */
    public void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            lockTables();
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void lockTables() throws SQLException {
        if (place.tables().isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE + place.lock());
        }
        requireTrusted();
    }

    /** @throws PulseFailure (usage) when the tables are no longer what they were, or others may make something else of them */
    public void requireTrusted() throws SQLException {
        List<KnownTable> now = HistoryRightsStore.now(connection, place);
        if (now.size() < place.tables().size()) {
            throw PulseFailure.notNow(
                    "a table in which migrations are recorded was dropped or moved meanwhile; nothing is written",
                    "run it again",
                    null);
        }
        HistoryTrust.problem(now, true).ifPresent(refusal -> {
            throw refusal;
        });
    }
}
