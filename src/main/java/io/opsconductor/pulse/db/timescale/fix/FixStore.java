package io.opsconductor.pulse.db.timescale.fix;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.trust.EventTriggers;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;
import io.opsconductor.pulse.db.postgres.trust.SearchPathCatalog;
import io.opsconductor.pulse.db.timescale.background.JobHoldStore;
import io.opsconductor.pulse.db.timescale.extension.BoundCallStore;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchema;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchemaCatalog;

/** Carries out fixes one by one, each in a transaction of its own, on one session. */
public final class FixStore implements AutoCloseable {
    private final Database database;
    private final Connection connection;

    FixStore(Database database) {
        this.database = database;
        this.connection = database.connect("fix");
    }

    /**
     * Waits two seconds for a lock at most, and whoever comes behind it waits no longer. All settings end with the
     * transaction, for a pooler may give the next one to another client.
     *
     * @throws PulseFailure when it failed, and then it has changed nothing
     */
    void carryOut(FixStep step, Duration atMost) {
        Instant until = Instant.now().plus(atMost);
        try (Statement statement = connection.createStatement()) {
            if (!step.transactional()) {
                connection.setAutoCommit(true);
                if (step.action() == FixStep.Action.REFRESH) {
                    refuseMakers();
                    refuseTriggers();
                }
                statement.setQueryTimeout((int) Math.max(1, Math.min(atMost.toSeconds(), Integer.MAX_VALUE)));
                statement.execute(step.sql());
                return;
            }
            Optional<StartedJobStore> started = Optional.empty();
            database.beginTransaction(connection);
            statement.execute("SET LOCAL lock_timeout = '2s'");
            statement.execute("SET LOCAL timezone = 'UTC'");
            statement.execute("SET LOCAL statement_timeout = " + Math.max(1, atMost.toMillis()));
            if (step.started().isPresent()) {
                JobHoldStore.hold(connection, step.started().getAsInt());
                started = Optional.of(
                        StartedJobStore.about(connection, step.started().getAsInt()));
            }
            if (step.action() == FixStep.Action.DROP) {
                BoundCallStore.execute(connection, step.sql());
            } else {
                statement.execute(step.sql());
            }
            connection.commit();
            if (started.isPresent()) {
                connection.setAutoCommit(true);
                started.get().await(connection, until);
            }
        } catch (PulseFailure e) {
            rollBack(e);
            throw e;
        } catch (SQLException e) {
            rollBack(e);
            throw failure(e);
        }
    }

    /**
     * What is hidden from this session a refresh would take out of an aggregate.
     *
     * @throws PulseFailure naming the setting
     */
    void refuseHidden() {
        try {
            ImposedSettingCatalog.hiding(connection).ifPresent(setting -> {
                throw PulseFailure.failed(
                        setting.from("this session") + "; nothing was changed",
                        HidingSetting.REMEDY + "; then once more",
                        null);
            });
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Nothing may be called while functions of others stand beside TimescaleDB's under the same names: the server prefers
     * them where their arguments match better; and nothing may be defined while that runs another role's code.
     *
     * @throws PulseFailure naming them
     */
    void refuseStrangers() {
        try {
            EventTriggers.refuse(connection);
            TimescaleSchemaCatalog.schema(connection).ifPresent(TimescaleSchema::refuseStrangers);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * A procedure that takes arguments of any type and commits by itself cannot be bound: it is called only where no other
     * role can put one beside it.
     *
     * @see BoundCallStore
     */
    private void refuseMakers() throws SQLException {
        refuseStrangers();
        for (PathSchema schema : SearchPathCatalog.schemas(connection, List.of())) {
            if (!schema.makers().isEmpty() || !schema.trustedOwner()) {
                String who = schema.makers().isEmpty() ? schema.owner() : String.join(", ", schema.makers());
                throw PulseFailure.failed(
                        who + " may create in schema " + schema.name()
                                + ", where TimescaleDB's functions are: the server would prefer a procedure of theirs whose"
                                + " arguments match better",
                        "pulse-db check schema, and the remedy of schema.search-path; then once more",
                        null);
            }
        }
    }

    private void refuseTriggers() throws SQLException {
        List<String> drops =
                Query.list(connection, SqlFile.read("timescale/strange-triggers"), row -> row.getString(1));
        if (!drops.isEmpty()) {
            throw PulseFailure.failed(
                    "a role that is not trusted has attached a trigger, or may attach one, to what a continuous aggregate"
                            + " materializes into: a refresh would run it with the rights of this role",
                    String.join(" ", drops),
                    null);
        }
    }

    private void rollBack(Exception problem) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            problem.addSuppressed(e);
        }
    }

    private PulseFailure failure(SQLException problem) {
        String state = SqlState.of(problem);
        return switch (state) {
            case SqlState.LOCK_NOT_AVAILABLE -> PulseFailure.notNow("another session holds a lock on it", "", problem);
            case SqlState.QUERY_CANCELED -> PulseFailure.notNow("cancelled: it took too long", "", problem);
            default -> database.failure(problem);
        };
    }

    /** True when the session is gone and no further step can work. */
    boolean isLost() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is open on it any more.
        }
    }
}
