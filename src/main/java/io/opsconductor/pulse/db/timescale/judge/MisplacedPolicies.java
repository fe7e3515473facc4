package io.opsconductor.pulse.db.timescale.judge;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;

/**
 * Policies on hypertables of which the configuration does not ask them, while others that are there lack what it does
 * ask: they may stand on the wrong table. An aggregate is not mistaken for a table.
 *
 * @param lacking those that were promised a policy and have none
 * @param unasked those that have one and were promised none
 */
record MisplacedPolicies(List<DeclaredHypertable> lacking, List<DeclaredHypertable> unasked) {

    static MisplacedPolicies of(PolicyKind kind, List<DeclaredHypertable> hypertables) {
        Predicate<DeclaredHypertable> promised =
                one -> one.expectation().promised(kind).isPresent();
        Predicate<DeclaredHypertable> has =
                one -> one.hypertable().flatMap(found -> found.policy(kind)).isPresent();
        return new MisplacedPolicies(
                only(hypertables, promised.and(has.negate())), only(hypertables, has.and(promised.negate())));
    }

    private static List<DeclaredHypertable> only(
            List<DeclaredHypertable> hypertables, Predicate<DeclaredHypertable> wanted) {
        return hypertables.stream()
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

    private static String names(List<DeclaredHypertable> tables) {
        return tables.stream().map(DeclaredHypertable::subject).collect(Collectors.joining(", "));
    }
}
