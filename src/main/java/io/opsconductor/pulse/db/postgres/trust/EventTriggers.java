package io.opsconductor.pulse.db.postgres.trust;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Whatever is created, altered, granted, revoked or dropped runs them, a temporary view, too, as the role that does it: only a
 * superuser makes one, but the function may be another role's by now.
 */
public final class EventTriggers {
    private EventTriggers() {}

    /**
     * To be called before the first such statement.
     *
     * @throws PulseFailure (usage) when it would run code of a role that is not trusted
     */
    public static void refuse(Connection connection) throws SQLException {
        List<AttachedCode> triggers = SearchPathCatalog.eventTriggers(connection);
        if (!triggers.isEmpty()) {
            AttachedCode code = triggers.get(0);
            throw PulseFailure.usage(
                    String.join(", ", code.carriers()) + " runs code that is not trusted, " + code.code()
                            + ": pulse-db would run it with the rights of its own role",
                    "look at it, then " + String.join(" ", code.cures())
                            + "; where its owner is to be trusted, name it in " + TrustedRoles.KEY);
        }
    }
}
