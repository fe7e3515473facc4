package io.opsconductor.pulse.db.isolation.policy;

import java.util.Set;

/**
 * A table, view or other relation that queries in policies read.
 *
 * @param keys columns of which each says by itself which row is meant: alone in a unique index or a foreign key, or of type uuid
 */
public record JoinedTable(String schema, String name, Guard guard, Set<String> keys) {
    public JoinedTable {
        keys = Set.copyOf(keys);
    }

    /** Whose rows of it a session meets that the policy is for. */
    public enum Guard {
        /** Its own row security keeps others' from the session. */
        GUARDED,
        /** Those of every tenant. */
        OPEN,
        UNCLEAR
    }

    /** The same as it is for a session that its row security does not hold. */
    public JoinedTable opened() {
        return new JoinedTable(schema, name, Guard.OPEN, keys);
    }

    static JoinedTable unknown(String schema, String name) {
        return new JoinedTable(schema, name, Guard.UNCLEAR, Set.of());
    }
}
