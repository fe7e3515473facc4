package io.opsconductor.pulse.db.timescale.judge;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.timescale.catalog.Upkeep;
import io.opsconductor.pulse.db.timescale.promise.Watched;

/**
 * Policies on hypertables of which the configuration does not ask them, while others that are there lack what it does
 * ask: they may stand on the wrong table. Nobody mistakes an aggregate for a table.
 *
 * @param lacking those that were promised a policy and have none
 * @param unasked those that have one and were promised none
 */
record MisplacedPolicies(List<Watched> lacking, List<Watched> unasked) {

    static MisplacedPolicies of(Upkeep upkeep, List<Watched> watched) {
        Predicate<Watched> promised = one -> one.expectation().promised(upkeep).isPresent();
        Predicate<Watched> has =
                one -> one.hypertable().flatMap(found -> found.policy(upkeep)).isPresent();
        return new MisplacedPolicies(
                only(watched, promised.and(has.negate())), only(watched, has.and(promised.negate())));
    }

    private static List<Watched> only(List<Watched> watched, Predicate<Watched> wanted) {
        return watched.stream()
                .filter(one ->
                        one.hypertable().filter(found -> !found.aggregate()).isPresent())
                .filter(wanted)
                .toList();
    }

    boolean exist() {
        return !lacking.isEmpty() && !unasked.isEmpty();
    }

    /** To be added to what is said of a table without its policy; empty when there is nothing to say. */
    String beside() {
        return exist() ? ", while the one on " + names(unasked) + " is not asked for" : "";
    }

    /** The tables that want what this one has. */
    String wanting() {
        return names(lacking);
    }

    private static String names(List<Watched> tables) {
        return tables.stream().map(Watched::subject).collect(Collectors.joining(", "));
    }
}
