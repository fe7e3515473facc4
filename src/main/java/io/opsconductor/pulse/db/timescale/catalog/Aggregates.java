package io.opsconductor.pulse.db.timescale.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A database's hypertables and the continuous aggregates on them.
 *
 * @param plain without the aggregates' own hypertables
 * @param waiting what waits for a refresh, by the id of the aggregate
 * @param unbroken how much of it its source still holds, by the id of the aggregate; those of which it is not known are absent
 */
public record Aggregates(
        Hypertables plain,
        List<Aggregate> aggregates,
        Map<Integer, List<Invalidation>> waiting,
        Map<Integer, Unbroken> unbroken) {

    public Optional<Unbroken> unbroken(Aggregate aggregate) {
        return Optional.ofNullable(unbroken.get(aggregate.table().id()));
    }

    public List<Invalidation> waiting(Aggregate aggregate) {
        return waiting.getOrDefault(aggregate.table().id(), List.of());
    }

    /** The hypertables, and with them those aggregates of which something is asked: they are kept up alike. */
    public Hypertables withAsked(Predicate<HypertableName> declared) {
        List<Hypertable> all = new ArrayList<>(plain.hypertables());
        aggregates.stream()
                .map(Aggregate::table)
                .filter(table ->
                        table.compressionEnabled() || !table.policies().isEmpty() || declared.test(table.name()))
                .forEach(all::add);
        return new Hypertables(plain.extension(), List.copyOf(all), plain.relations());
    }

    /** The same with another retention of one hypertable, or of one aggregate's own. */
    public Aggregates dropping(int hypertable, Lag lag) {
        return new Aggregates(
                new Hypertables(
                        plain.extension(),
                        plain.hypertables().stream()
                                .map(table -> table.id() == hypertable ? table.dropping(lag) : table)
                                .toList(),
                        plain.relations()),
                aggregates.stream()
                        .map(one -> one.table().id() == hypertable ? one.dropping(lag) : one)
                        .toList(),
                waiting,
                unbroken);
    }

    /** What an aggregate reads: a hypertable, or another aggregate. */
    public Optional<Hypertable> source(Aggregate aggregate) {
        return plain.hypertables().stream()
                .filter(found -> found.id() == aggregate.source())
                .findFirst()
                .or(() -> aggregates.stream()
                        .map(Aggregate::table)
                        .filter(table -> table.id() == aggregate.source())
                        .findFirst());
    }
}
