package io.opsconductor.pulse.db.isolation;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyCondition;

/** Judges whether policies ask whose a row is. Pure. */
final class PolicyJudge {
    private PolicyJudge() {}

    /**
     * Permissive policies through which a session meets rows of every tenant, where no restrictive one narrows them again.
     *
     * @param policies of one table
     * @param serviceRoles roles that may see every tenant
     */
    static List<String> open(List<TenantPolicy> policies, String column, Set<String> serviceRoles) {
        return policies.stream()
                .filter(TenantPolicy::permissive)
                .filter(policy -> !serviceRoles.containsAll(policy.roles()))
                .filter(policy -> isOpen(policy, column))
                .filter(policy -> policies.stream().noneMatch(other -> narrows(other, policy, column)))
                .filter(policy -> policies.stream().noneMatch(other -> mayNarrow(other, policy, column)))
                .map(TenantPolicy::name)
                .toList();
    }

    /** Permissive policies of which it cannot be told whether they are open, in the same way. */
    static List<String> unclear(List<TenantPolicy> policies, String column, Set<String> serviceRoles) {
        return policies.stream()
                .filter(TenantPolicy::permissive)
                .filter(policy -> !serviceRoles.containsAll(policy.roles()))
                .filter(policy -> policy.asks(column) == PolicyCondition.Asks.CANNOT_TELL
                        || isOpen(policy, column)
                                && policies.stream().anyMatch(other -> mayNarrow(other, policy, column)))
                .filter(policy -> policies.stream().noneMatch(other -> narrows(other, policy, column)))
                .map(TenantPolicy::name)
                .toList();
    }

    /** Rows that are shared with everybody, such as templates, are for reading. */
    private static boolean isOpen(TenantPolicy policy, String column) {
        return switch (policy.asks(column)) {
            case NOTHING -> true;
            case OF_ROW -> !policy.command().equals("r");
            case OF_TENANT_OR_SESSION, CANNOT_TELL -> false;
        };
    }

    private static boolean narrows(TenantPolicy other, TenantPolicy policy, String column) {
        return restricts(other, policy) && other.asks(column) == PolicyCondition.Asks.OF_TENANT_OR_SESSION;
    }

    private static boolean mayNarrow(TenantPolicy other, TenantPolicy policy, String column) {
        return restricts(other, policy) && other.asks(column) == PolicyCondition.Asks.CANNOT_TELL;
    }

    private static boolean restricts(TenantPolicy other, TenantPolicy policy) {
        return !other.permissive()
                && (other.isForAll() || other.roles().containsAll(policy.roles()))
                && (other.command().equals("*") || other.command().equals(policy.command()));
    }
}
