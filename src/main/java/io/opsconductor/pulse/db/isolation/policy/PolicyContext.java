package io.opsconductor.pulse.db.isolation.policy;

import java.util.List;
import java.util.Set;

/**
 * What a condition is judged by, beside its text.
 *
 * @param column that says whose a row is
 * @param serviceRoles roles that may see every tenant
 * @param tables those that policies join, as far as they are known
 */
public record PolicyContext(String column, Set<String> serviceRoles, List<JoinedTable> tables) {
    public PolicyContext {
        serviceRoles = Set.copyOf(serviceRoles);
        tables = List.copyOf(tables);
    }

    JoinedTable table(String schema, String name) {
        return tables.stream()
                .filter(table -> table.schema().equals(schema) && table.name().equals(name))
                .findFirst()
                .orElseGet(() -> JoinedTable.unknown(schema, name));
    }
}
