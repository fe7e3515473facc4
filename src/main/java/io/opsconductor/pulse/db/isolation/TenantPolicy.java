package io.opsconductor.pulse.db.isolation;

import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCondition;
import io.opsconductor.pulse.db.isolation.policy.PolicyContext;

/**
 * A policy of a guarded table.
 *
 * @param table as {@link TenantTable#name()}
 * @param command {@code *} for ALL, else r, a, w or d, as the catalogue has it
 * @param roles for whom it is, {@code PUBLIC} for every role
 * @param readable false where another session has the table locked: then nothing is known of its conditions
 * @param using the condition that chooses rows, as the server writes it
 * @param check the condition that new rows must meet
 * @param unheld {@link JoinedRelation#oid()} of those whose row security does not hold all whom the policy is for, for one of them acts
 *     for the owner
 */
record TenantPolicy(
        String table,
        String name,
        boolean permissive,
        String command,
        Set<String> roles,
        boolean readable,
        Optional<String> using,
        Optional<String> check,
        Set<Long> unheld) {

    TenantPolicy {
        roles = Set.copyOf(roles);
        unheld = Set.copyOf(unheld);
    }

    boolean isForAll() {
        return roles.contains("PUBLIC");
    }

    boolean isFor(String what) {
        return command.equals("*") || command.equals(what);
    }

    /** Of both conditions, what lets the most through. */
    PolicyCondition.Asks asks(PolicyContext context) {
        PolicyCondition.Asks rows = PolicyCondition.of(using.or(() -> check).orElse(null), context);
        return check.map(text -> PolicyCondition.of(text, context))
                .filter(added -> added.compareTo(rows) > 0)
                .orElse(rows);
    }
}
