package io.opsconductor.pulse.db.isolation;

import java.util.List;
import java.util.Set;

/** All that a database says of how its tenants are kept apart. */
record Tenancy(List<TenantTable> tables, List<TenantView> views) {

    /** The same with what the policies of each table mean. */
    Tenancy judged(List<TenantPolicy> policies, String column, Set<String> serviceRoles) {
        return new Tenancy(
                tables.stream()
                        .map(table -> {
                            List<TenantPolicy> own = policies.stream()
                                    .filter(policy -> policy.table().equals(table.name()))
                                    .toList();
                            return table.withPolicies(
                                    PolicyJudge.open(own, column, serviceRoles),
                                    PolicyJudge.unclear(own, column, serviceRoles));
                        })
                        .toList(),
                views);
    }
}
