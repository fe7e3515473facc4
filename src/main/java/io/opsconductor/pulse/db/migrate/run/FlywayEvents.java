package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.index.IndexCatalog;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.sql.StatementPipeline;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * What happens around each file: progress, and session settings and our own rows where the file has no transaction that
 * they could share ({@link MigrationScript} sends them otherwise).
 */
final class FlywayEvents implements Callback {
    private static final Set<Event> HANDLED =
            Set.of(Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE_ERROR);

    private static final int MOST_ATTEMPTS = 10;

    private final FileRecord record;
    private final MigrationRun run;

    FlywayEvents(FileRecord record, MigrationRun run) {
        this.record = record;
        this.run = run;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return HANDLED.contains(event);
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String script = context.getMigrationInfo().getScript();
        try {
            switch (event) {
                case BEFORE_EACH_MIGRATE -> {
                    run.started(script);
                    if (run.mayHaveOpenedThePath()) {
                        record.requireClosedPath(context.getConnection());
                    }
                    if (run.isOutsideTransaction(run.file(script))) {
                        begun(context.getConnection(), run.file(script));
                    }
                }
                case AFTER_EACH_MIGRATE -> {
                    if (run.isOutsideTransaction(run.file(script))) {
                        ended(context.getConnection(), run.file(script));
                    }
                }
                default -> failed(context.getConnection(), run.file(script));
            }
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        }
    }

    /** CREATE INDEX CONCURRENTLY IF NOT EXISTS is content with an invalid index that an earlier attempt left behind. */
    private static void refuseInvalidIndex(Connection connection, MigrationFile file) throws SQLException {
        String text = file.text();
        Optional<String> invalid = IndexCatalog.invalid(connection).stream()
                .filter(index -> index.isNamedIn(text))
                .map(InvalidIndex::name)
                .findFirst();
        if (invalid.isPresent()) {
            throw PulseFailure.failed(
                    file.script() + ": index " + invalid.get()
                            + " is there but invalid: no query uses it; the file is not recorded",
                    "pulse-db repair retry " + file.label() + ", which drops it; then migrate again",
                    null);
        }
    }

    /** Told to stop, this process cancels four times a second what is under way: this, too, which is then asked again. */
    private void failed(Connection connection, MigrationFile file) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                settleBehindFailure(connection, file);
                return;
            } catch (SQLException e) {
                boolean cancelled = SqlState.QUERY_CANCELED.equals(SqlState.of(e)) && StopRequest.isUnderWay();
                if (!cancelled || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Outside a transaction no rollback puts the role back, and Flyway is about to record the failure. */
    private void settleBehindFailure(Connection connection, MigrationFile file) throws SQLException {
        // Of a session that the server has ended, nothing is left to put back, and asking would hide why it ended.
        if (!connection.isClosed() && connection.getAutoCommit()) {
            send(connection, record.ours(file));
            String text = file.text();
            run.left(IndexCatalog.invalid(connection).stream()
                    .filter(index -> index.isMadeIn(text))
                    .toList());
        }
    }

    /** Committed before a file that no transaction protects: whoever comes after a kill knows that it was begun. */
    private void begun(Connection connection, MigrationFile file) throws SQLException {
        send(connection, record.ours(file));
        record.store(connection).attempt(file);
        send(connection, record.before(file));
    }

    private void ended(Connection connection, MigrationFile file) throws SQLException {
        send(connection, record.ours(file));
        refuseInvalidIndex(connection, file);
        record.store(connection)
                .inTransaction(() ->
                        record.check(connection, StatementPipeline.sendTogether(connection, record.after(file)), file));
    }

    private static void send(Connection connection, List<String> statements) throws SQLException {
        StatementPipeline.Answers answers = StatementPipeline.sendTogether(connection, statements);
        if (answers.problem().isPresent()) {
            throw answers.problem().get();
        }
    }

    @Override
    public String getCallbackName() {
        return "pulse-db";
    }
}
