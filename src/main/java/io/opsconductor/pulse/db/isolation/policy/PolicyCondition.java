package io.opsconductor.pulse.db.isolation.policy;

import java.util.Arrays;

/**
 * What the condition of a policy asks, read from the expression as the server writes it for a session that looks in pg_catalog
 * alone. It is worked out for a row of a tenant that nothing in the session or the condition names, once for each of what a
 * session may have made of its settings. Pure.
 */
public final class PolicyCondition {
    private PolicyCondition() {}

    /** In rising order of how much is let through. */
    public enum Asks {
        /** Whose the row is, or who the session is. */
        OF_TENANT_OR_SESSION,
        /** Something about the row, but not whose it is. */
        OF_ROW,
        /** It calls functions of others, or is written in a way that is not understood here. */
        CANNOT_TELL,
        NOTHING
    }

    /** What {@code current_setting('app.tenant_id', true)} is; the last two before and after a transaction that set it. */
    enum Settings {
        OF_ANOTHER_TENANT,
        ABSENT,
        EMPTY
    }

    /**
     * @param expression null for none at all
     * @param column that says whose a row is
     */
    public static Asks of(String expression, String column) {
        if (expression == null) {
            return Asks.NOTHING;
        }
        return Arrays.stream(Settings.values())
                .map(settings -> asks(PolicyReader.read(expression, column, settings)))
                .max(Asks::compareTo)
                .orElseThrow();
    }

    private static Asks asks(PolicyValue value) {
        return switch (value.truth().kind()) {
            case TRUE, ANYTHING -> Asks.NOTHING;
            case ROW -> Asks.OF_ROW;
            case FALSE, NULL -> Asks.OF_TENANT_OR_SESSION;
            default -> Asks.CANNOT_TELL;
        };
    }
}
