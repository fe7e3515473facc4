package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.Relation;

/**
 * A hypertable and what it was promised; one of the two may be missing.
 *
 * @param subject its name in findings
 * @param hypertable empty when a declared one does not exist
 * @param relation what stands at a declared name instead; empty when nothing does
 * @param declared false when the configuration does not name it, and the expectation is the empty one
 * @param candidates which hypertables may be meant by a name that means none: those that it spells, else all
 */
public record DeclaredHypertable(
        String subject,
        Optional<Hypertable> hypertable,
        Optional<Relation> relation,
        boolean declared,
        Expectation expectation,
        List<HypertableName> candidates) {

    /** Everything declared and everything found, each once, by name. */
    public static List<DeclaredHypertable> pair(Hypertables facts, List<Expectation> expectations) {
        List<DeclaredHypertable> pairs = new ArrayList<>();
        List<Hypertable> undeclared = new ArrayList<>(facts.hypertables());
        for (Expectation expectation : expectations) {
            Optional<Hypertable> meant = expectation.meant(facts.hypertables(), Hypertable::name);
            meant.ifPresent(undeclared::remove);
            pairs.add(new DeclaredHypertable(
                    meant.map(found -> found.name().text()).orElse(expectation.name()),
                    meant,
                    facts.relations().stream()
                            .filter(relation -> relation.name().isCalled(expectation.name()))
                            .findFirst(),
                    true,
                    meant.map(found -> expectation.named(found.name())).orElse(expectation),
                    meant.isPresent() ? List.of() : candidates(facts, expectation)));
        }
        for (Hypertable found : undeclared) {
            pairs.add(new DeclaredHypertable(
                    found.name().text(),
                    Optional.of(found),
                    Optional.empty(),
                    false,
                    Expectation.none(found.name().key()),
                    List.of()));
        }
        pairs.sort(Comparator.comparing(DeclaredHypertable::subject));
        return List.copyOf(pairs);
    }

    private static List<HypertableName> candidates(Hypertables facts, Expectation expectation) {
        List<HypertableName> all =
                facts.hypertables().stream().map(Hypertable::name).toList();
        List<HypertableName> spelt = all.stream().filter(expectation::mayMean).toList();
        return spelt.isEmpty() ? all : spelt;
    }

    /** The jobs that would drop by another lag than promised. */
    public static Set<Integer> unpromised(List<DeclaredHypertable> hypertables) {
        return hypertables.stream()
                .flatMap(one -> one.hypertable().stream().flatMap(found -> found.policies(PolicyKind.RETENTION).stream()
                        .filter(policy -> !Obligation.keepsPromise(policy, found, one.expectation()))))
                .map(Policy::job)
                .collect(Collectors.toSet());
    }

    /** The same so much later. */
    public DeclaredHypertable later(Duration passed) {
        return new DeclaredHypertable(
                subject,
                hypertable.map(found -> found.later(passed, expectation.integerStep())),
                relation,
                declared,
                expectation,
                candidates);
    }

    /**
     * What has to happen to its chunks; empty when there is no such hypertable, it is not asked for, or the data is kept
     * forever: what a policy would drop, a paused one too, is then no backlog.
     */
    public Optional<Obligation> obligation(PolicyKind kind) {
        return hypertable
                .map(found -> Obligation.of(kind, found, expectation))
                .filter(obligation ->
                        obligation.exists() && !(kind == PolicyKind.RETENTION && expectation.keepForever()));
    }
}
