package io.opsconductor.pulse.db.isolation;

import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCondition;

/**
 * A policy of a guarded table.
 *
 * @param table as {@link TenantTable#name()}
 * @param command {@code *} for ALL, else r, a, w or d, as the catalogue has it
 * @param roles for whom it is, {@code PUBLIC} for every role
 * @param readable false where another session has the table locked: then nothing is known of its conditions
 * @param using the condition that chooses rows, as the server writes it
 * @param check the condition that new rows must meet
 */
record TenantPolicy(
        String table,
        String name,
        boolean permissive,
        String command,
        Set<String> roles,
        boolean readable,
        Optional<String> using,
        Optional<String> check) {

    TenantPolicy {
        roles = Set.copyOf(roles);
    }

    boolean isForAll() {
        return roles.contains("PUBLIC");
    }

    /** Of both conditions, what lets the most through. */
    PolicyCondition.Asks asks(String column) {
        PolicyCondition.Asks rows = PolicyCondition.of(using.or(() -> check).orElse(null), column);
        return check.map(text -> PolicyCondition.of(text, column))
                .filter(added -> added.compareTo(rows) > 0)
                .orElse(rows);
    }
}
