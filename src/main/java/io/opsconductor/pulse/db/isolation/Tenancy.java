package io.opsconductor.pulse.db.isolation;

import java.util.List;

/** All that a database says of how its tenants are kept apart. */
record Tenancy(List<TenantTable> tables, List<TenantView> views) {

    /** The same with what the policies of each table mean. */
    Tenancy judged(Policies policies) {
        return new Tenancy(
                tables.stream()
                        .map(table -> table.guarded() ? judged(table, policies) : table)
                        .toList(),
                views);
    }

    private static TenantTable judged(TenantTable table, Policies policies) {
        List<TenantPolicy> own = policies.of(table.name());
        if (own.stream().anyMatch(policy -> !policy.readable())) {
            return table.withPolicies(List.of(), List.of(), true);
        }
        PolicyJudge.Verdict verdict = PolicyJudge.judge(own, policies);
        return table.withPolicies(verdict.open(), verdict.unclear(), false);
    }
}
