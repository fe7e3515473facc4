package io.opsconductor.pulse.db.timescale;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Policies on tables of which the configuration does not ask them, while tables of which it does have none: they may
 * stand on the wrong table.
 *
 * @param lacking those that were promised a policy and have none
 * @param unasked those that have one and were promised none
 */
record Strays(Upkeep upkeep, List<Watched> lacking, List<Watched> unasked) {

    static Strays of(Upkeep upkeep, List<Watched> watched) {
        return new Strays(
                upkeep,
                watched.stream()
                        .filter(one -> promised(upkeep, one) && !has(upkeep, one))
                        .toList(),
                watched.stream()
                        .filter(one -> !promised(upkeep, one) && has(upkeep, one))
                        .toList());
    }

    boolean exist() {
        return !lacking.isEmpty() && !unasked.isEmpty();
    }

    /** To be added to what is said of a table without its policy; empty when there is nothing to say. */
    String beside() {
        return exist() ? ", while " + names(unasked) + ", of which nobody asked it, has one" : "";
    }

    /** The tables that want what this one has. */
    String wanting() {
        return names(lacking);
    }

    private static String names(List<Watched> tables) {
        return tables.stream().map(Watched::subject).collect(Collectors.joining(" and "));
    }

    private static boolean promised(Upkeep upkeep, Watched watched) {
        return watched.expectation().promised(upkeep).isPresent();
    }

    private static boolean has(Upkeep upkeep, Watched watched) {
        return watched.hypertable().flatMap(found -> found.policy(upkeep)).isPresent();
    }
}
