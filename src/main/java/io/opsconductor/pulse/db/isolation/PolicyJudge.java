package io.opsconductor.pulse.db.isolation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.isolation.policy.PolicyCondition.Asks;

/** Judges whether policies of one table ask whose a row is. Pure. */
final class PolicyJudge {
    private final Policies policies;
    private final Map<TenantPolicy, Asks> asks = new LinkedHashMap<>();

    private PolicyJudge(List<TenantPolicy> ofTable, Policies policies) {
        this.policies = policies;
        ofTable.forEach(policy -> asks.put(policy, policies.asks(policy)));
    }

    /**
     * Permissive policies, by name.
     *
     * @param open through which a session meets rows of every tenant, or changes those of one that it is not, where no restrictive one
     *     narrows them again
     * @param unclear of which that cannot be told
     */
    record Verdict(List<String> open, List<String> unclear) {}

    /** @param ofTable those of one table, whose conditions could be read */
    static Verdict judge(List<TenantPolicy> ofTable, Policies policies) {
        PolicyJudge judge = new PolicyJudge(ofTable, policies);
        return new Verdict(judge.named(judge::isOpenForSure), judge.named(judge::isUnclear));
    }

    private List<String> named(Predicate<TenantPolicy> which) {
        return asks.keySet().stream()
                .filter(TenantPolicy::permissive)
                .filter(policy -> !policies.serviceRoles().containsAll(policy.roles()))
                .filter(policy -> !isNarrowed(policy, Asks.OF_TENANT, Asks.OF_TENANT))
                .filter(which)
                .map(TenantPolicy::name)
                .toList();
    }

    private boolean isOpenForSure(TenantPolicy policy) {
        return isOpen(policy) && !mayBeNarrowed(policy);
    }

    private boolean isUnclear(TenantPolicy policy) {
        return isOpen(policy) ? mayBeNarrowed(policy) : !isClosed(policy);
    }

    /** Rows that are shared with everybody, such as templates, may be for reading. */
    private boolean isOpen(TenantPolicy policy) {
        boolean reads = policy.command().equals("r");
        return switch (asks.get(policy)) {
            case NOTHING, OF_ROLE -> true;
            case OF_ROW -> !reads;
            case OF_ONE_TENANT, OF_FEW_TENANTS -> !reads && policy.isForAll();
            case OF_TENANT, OF_SETTING, CANNOT_TELL -> false;
        };
    }

    /** A setting lets the services past policies that ask for the tenant; a tenant may have a role of its own. */
    private boolean isClosed(TenantPolicy policy) {
        return switch (asks.get(policy)) {
            case OF_TENANT -> true;
            case OF_SETTING ->
                asks.entrySet().stream()
                        .anyMatch(other -> other.getKey().permissive() && other.getValue() == Asks.OF_TENANT);
            case OF_ONE_TENANT ->
                !policy.isForAll() && asks.keySet().stream().noneMatch(other -> sharesRole(other, policy));
            case NOTHING, OF_ROLE, OF_ROW, OF_FEW_TENANTS, CANNOT_TELL -> false;
        };
    }

    private static boolean sharesRole(TenantPolicy other, TenantPolicy policy) {
        return other != policy
                && other.permissive()
                && (other.isForAll() || !Collections.disjoint(other.roles(), policy.roles()));
    }

    private boolean mayBeNarrowed(TenantPolicy policy) {
        return isNarrowed(policy, Asks.OF_SETTING, Asks.OF_FEW_TENANTS)
                || isNarrowed(policy, Asks.CANNOT_TELL, Asks.CANNOT_TELL);
    }

    private boolean isNarrowed(TenantPolicy policy, Asks least, Asks most) {
        return asks.entrySet().stream()
                .filter(other -> restricts(other.getKey(), policy))
                .map(Map.Entry::getValue)
                .anyMatch(asked -> asked.compareTo(least) >= 0 && asked.compareTo(most) <= 0);
    }

    private static boolean restricts(TenantPolicy other, TenantPolicy policy) {
        return !other.permissive()
                && (other.isForAll() || other.roles().containsAll(policy.roles()))
                && other.isFor(policy.command());
    }
}
