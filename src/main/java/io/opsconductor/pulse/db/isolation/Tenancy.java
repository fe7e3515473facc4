package io.opsconductor.pulse.db.isolation;

import java.util.List;
import java.util.Set;

/** All that a database says of how its tenants are kept apart. */
record Tenancy(List<TenantTable> tables, List<TenantView> views) {

    /** The same with what the policies of each table mean. */
    Tenancy judged(List<TenantPolicy> policies, String column, Set<String> serviceRoles) {
        return new Tenancy(
                tables.stream()
                        .map(table -> table.guarded() ? judged(table, policies, column, serviceRoles) : table)
                        .toList(),
                views);
    }

    private static TenantTable judged(
            TenantTable table, List<TenantPolicy> policies, String column, Set<String> serviceRoles) {
        List<TenantPolicy> own = policies.stream()
                .filter(policy -> policy.table().equals(table.name()))
                .toList();
        boolean unread = own.stream().anyMatch(policy -> !policy.readable());
        return table.withPolicies(
                unread ? List.of() : PolicyJudge.open(own, column, serviceRoles),
                unread ? List.of() : PolicyJudge.unclear(own, column, serviceRoles),
                unread);
    }
}
