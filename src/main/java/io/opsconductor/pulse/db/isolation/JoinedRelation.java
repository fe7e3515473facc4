package io.opsconductor.pulse.db.isolation;

import java.util.Set;

/**
 * What the policies of guarded tables, or those of what they join, join.
 *
 * @param kind as the catalogue has it: r and p for tables, v for views, m for materialized ones, f for foreign tables
 * @param guarded row security is on
 * @param keys columns of which each says by itself which row is meant
 */
record JoinedRelation(long oid, String schema, String name, String kind, boolean guarded, Set<String> keys) {
    JoinedRelation {
        keys = Set.copyOf(keys);
    }

    boolean isTable() {
        return kind.equals("r") || kind.equals("p");
    }

    /** It shows the same rows to every session, or else it is not known which. */
    boolean isSameForAll() {
        return isTable() && !guarded || kind.equals("m") || kind.equals("f");
    }
}
