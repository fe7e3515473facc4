package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.SqlFile;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** What happens around each file, inside its transaction: session settings, our own rows, progress. */
final class FlywayEvents implements Callback {
    private static final Set<Event> HANDLED =
            Set.of(Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE_ERROR);

    private final SessionSettings settings;
    private final MigrationRun run;

    FlywayEvents(SessionSettings settings, MigrationRun run) {
        this.settings = settings;
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
                    settings.apply(context.getConnection(), script);
                    recordAttempt(context.getConnection(), run.file(script));
                }
                case AFTER_EACH_MIGRATE -> {
                    MigrationFile file = run.file(script);
                    MigrationLock.stillHeld(context.getConnection(), script);
                    if (run.isOutsideTransaction(file)) {
                        refuseInvalidIndex(context.getConnection(), file);
                    }
                    record(context.getConnection(), file);
                }
                default -> resetRole(context.getConnection());
            }
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        }
    }

    /** CREATE INDEX CONCURRENTLY IF NOT EXISTS is content with an invalid index that an earlier attempt left behind. */
    private static void refuseInvalidIndex(Connection connection, MigrationFile file) throws SQLException {
        String text = file.text().toLowerCase(Locale.ROOT);
        Optional<String> invalid = IndexCatalog.invalid(connection).stream()
                .filter(index -> index.isNamedIn(text))
                .map(InvalidIndex::name)
                .findFirst();
        if (invalid.isPresent()) {
            throw PulseFailure.failed(
                    file.script() + ": index " + invalid.get()
                            + " is there but invalid: no query uses it; the file is not recorded",
                    "DROP INDEX CONCURRENTLY " + invalid.get() + "; then pulse-db repair retry " + file.version()
                            + " and migrate again",
                    null);
        }
    }

    /** Outside a transaction no rollback puts the role back, and Flyway is about to record the failure. */
    private static void resetRole(Connection connection) throws SQLException {
        // Of a session that the server has ended, nothing is left to put back, and asking would hide why it ended.
        if (!connection.isClosed() && connection.getAutoCommit()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("RESET ROLE; RESET search_path");
            }
        }
    }

    /** Committed before a file that no transaction protects: whoever comes after a kill knows that it was begun. */
    private void recordAttempt(Connection connection, MigrationFile file) throws SQLException {
        if (run.isOutsideTransaction(file)) {
            execute(
                    connection,
                    "migrate/log_event",
                    MigrationEvent.BEGAN.word(),
                    file.version().flyway(),
                    file.script(),
                    null,
                    null,
                    "cannot run in a transaction");
        }
    }

    private void record(Connection connection, MigrationFile file) throws SQLException {
        execute(
                connection,
                "migrate/record",
                run.isDurable(file) ? null : "off",
                file.version().label(),
                file.script(),
                MigrationEvent.APPLIED.word(),
                file.version().flyway(),
                file.script(),
                file.checksum(),
                file.digest(),
                run.permission(file));
    }

    private static void execute(Connection connection, String file, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SqlFile.read(file))) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }

    @Override
    public String getCallbackName() {
        return "pulse-db";
    }
}
