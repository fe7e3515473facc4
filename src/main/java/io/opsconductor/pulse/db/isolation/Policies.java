package io.opsconductor.pulse.db.isolation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.JoinedTable;
import io.opsconductor.pulse.db.isolation.policy.JoinedTable.Guard;
import io.opsconductor.pulse.db.isolation.policy.PolicyCondition;
import io.opsconductor.pulse.db.isolation.policy.PolicyContext;

/**
 * The policies of guarded tables with the tenant's column and of what they join, and what they are judged by. A joined table counts as
 * guarded once its own policies are found to ask whose a row is; policies that wait for each other stay unclear. Pure.
 */
final class Policies {
    private final List<TenantPolicy> all;
    private final List<JoinedRelation> joined;
    private final String column;
    private final Set<String> serviceRoles;
    private final Map<Long, Guard> guards = new HashMap<>();

    /** @param serviceRoles roles that may see every tenant, superusers with them */
    Policies(List<TenantPolicy> all, List<JoinedRelation> joined, String column, Set<String> serviceRoles) {
        this.all = List.copyOf(all);
        this.joined = List.copyOf(joined);
        this.column = column;
        this.serviceRoles = Set.copyOf(serviceRoles);
        boolean more = true;
        while (more) {
            Map<Long, Guard> before = Map.copyOf(guards);
            joined.forEach(relation -> guards.put(relation.oid(), guard(relation)));
            more = !before.equals(guards);
        }
    }

    /** @param table as {@link TenantTable#name()} */
    List<TenantPolicy> of(String table) {
        return all.stream().filter(policy -> policy.table().equals(table)).toList();
    }

    Set<String> serviceRoles() {
        return serviceRoles;
    }

    PolicyCondition.Asks asks(TenantPolicy policy) {
        return policy.asks(new PolicyContext(
                column,
                serviceRoles,
                joined.stream().map(relation -> table(relation, policy)).toList()));
    }

    private JoinedTable table(JoinedRelation relation, TenantPolicy policy) {
        Guard guard = guards.getOrDefault(relation.oid(), Guard.UNCLEAR);
        JoinedTable table = new JoinedTable(relation.schema(), relation.name(), guard, relation.keys());
        return policy.unheld().contains(relation.oid()) ? table.opened() : table;
    }

    private Guard guard(JoinedRelation relation) {
        Guard known = guards.get(relation.oid());
        if (known != null && known != Guard.UNCLEAR) {
            return known;
        }
        if (relation.isSameForAll()) {
            return Guard.OPEN;
        }
        List<TenantPolicy> reading = of(IsolationCatalog.name(relation.schema(), relation.name())).stream()
                .filter(policy -> policy.isFor("r"))
                .toList();
        if (!relation.isTable() || reading.stream().anyMatch(policy -> !policy.readable())) {
            return Guard.UNCLEAR;
        }
        PolicyJudge.Verdict verdict = PolicyJudge.judge(reading, this);
        if (verdict.open().isEmpty() && verdict.unclear().isEmpty()) {
            return Guard.GUARDED;
        }
        return reading.stream()
                        .anyMatch(policy -> policy.isForAll() && verdict.open().contains(policy.name()))
                ? Guard.OPEN
                : Guard.UNCLEAR;
    }
}
