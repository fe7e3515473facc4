package io.opsconductor.pulse.db.timescale.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.trust.EventTriggers;
import io.opsconductor.pulse.db.timescale.background.JobHoldStore;
import io.opsconductor.pulse.db.timescale.extension.BoundCallStore;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchema;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchemaCatalog;

/** Carries out changes of policies: all of them, or none. */
public final class PolicyStore {
    /** Shorter than an application waits; SET LOCAL, for a pooler may give the next transaction to another client. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

    private PolicyStore() {}

    /** @throws PulseFailure naming the step that failed; then nothing has changed */
    public static void carryOut(Database database, List<PolicyStep> steps) {
        try (Connection connection = database.connect("policies");
                Statement statement = connection.createStatement()) {
            database.beginTransaction(connection);
            statement.execute(PATIENCE);
            EventTriggers.refuse(connection);
            TimescaleSchemaCatalog.schema(connection).ifPresent(TimescaleSchema::refuseStrangers);
            for (PolicyStep step : steps) {
                carryOut(database, statement, step);
            }
            connection.commit();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static void carryOut(Database database, Statement statement, PolicyStep step) {
        try {
            if (step.job().isPresent()) {
                JobHoldStore.hold(statement.getConnection(), step.job().getAsInt());
            }
            if (step.bound()) {
                BoundCallStore.execute(statement.getConnection(), step.sql());
            } else {
                statement.execute(step.sql());
            }
        } catch (SQLException e) {
            PulseFailure failure = database.failure(e);
            String state = SqlState.of(e);
            String what = step.subject() + ", " + step.does() + ": ";
            throw switch (state) {
                case SqlState.LOCK_NOT_AVAILABLE ->
                    PulseFailure.notNow(
                            what + "another session holds a lock on it; nothing has changed", "try again shortly", e);
                case SqlState.INSUFFICIENT_PRIVILEGE ->
                    PulseFailure.usage(
                            what + failure.getMessage() + "; nothing has changed",
                            "use a role that owns the hypertable and its jobs, or is a member of their owner");
                default ->
                    new PulseFailure(
                            failure.exit(),
                            what + failure.getMessage() + "; nothing has changed",
                            failure.remedy().isEmpty() ? "the statement was: " + step.sql() : failure.remedy(),
                            e);
            };
        }
    }
}
