package io.opsconductor.pulse.db.timescale.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What {@code policies apply} was asked for.
 *
 * @param tables the hypertables and aggregates to look at; empty for all
 * @param allowDropping those whose data may be dropped sooner than before, each by its name
 */
public record PolicyRequest(Set<String> tables, Set<String> allowDropping) {

    /** @throws PulseFailure (usage) when a name means nothing that is declared or there */
    void refuseUnknownNames(Collection<PolicyComparison> rows) {
        for (Set<String> names : List.of(tables, allowDropping)) {
            names.stream()
                    .filter(name -> rows.stream().noneMatch(row -> isCalled(row, name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw PulseFailure.usage(
                                "there is no hypertable or continuous aggregate '" + name + "', declared or found",
                                "pulse-db policies lists them");
                    });
        }
    }

    boolean covers(PolicyComparison row) {
        return tables.isEmpty() || tables.stream().anyMatch(name -> isCalled(row, name));
    }

    boolean mayDrop(PolicyComparison row) {
        return allowDropping.stream().anyMatch(name -> isCalled(row, name));
    }

    private static boolean isCalled(PolicyComparison row, String name) {
        return row.subject().equals(name)
                || row.expectation().name().equals(name)
                || row.target().filter(target -> target.name().isCalled(name)).isPresent();
    }
}
