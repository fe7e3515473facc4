package io.opsconductor.pulse.db.migrate.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * How invalid indexes are repaired. Pure.
 *
 * <p>A build is repeated by {@code REINDEX INDEX CONCURRENTLY} and not by dropping and creating anew: whatever ends that
 * early, the index's definition, comment and settings stay.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-reindex.html#SQL-REINDEX-CONCURRENTLY">what it leaves when it fails</a>
 */
public record IndexRepairPlan(List<Step> steps) {

    /**
     * One index.
     *
     * @param statements to be run one by one; one transaction for all where writes are blocked anyway
     * @param blocksWrites true where nothing works without a lock against writing
     * @param left why nothing is done, with the way out; empty when something is
     */
    public record Step(InvalidIndex index, List<String> statements, boolean blocksWrites, String left) {}

    /**
     * @param named only these, with or without their schema; empty for all, save those that block writes
     * @throws PulseFailure (usage) when one of them is no invalid index
     */
    public static IndexRepairPlan of(List<InvalidIndex> invalid, List<String> named) {
        for (String name : named) {
            if (invalid.stream().noneMatch(named(name))) {
                throw PulseFailure.usage(
                        "no invalid index is called " + name,
                        invalid.isEmpty() ? "every index is valid" : "invalid are " + names(invalid));
            }
        }
        List<Step> steps = new ArrayList<>();
        for (InvalidIndex index : invalid) {
            boolean wanted = named.stream().anyMatch(name -> named(name).test(index));
            if (named.isEmpty() || wanted) {
                steps.add(step(index, wanted));
            }
        }
        return new IndexRepairPlan(List.copyOf(steps));
    }

    private static Step step(InvalidIndex index, boolean wanted) {
        if (index.partitioned()) {
            return new Step(index, List.of(), false, "it only waits for its partitions: " + index.remedy());
        } else if (index.isLeftover()) {
            return new Step(index, List.of("DROP INDEX CONCURRENTLY " + index.name()), false, "");
        } else if (index.code().isPresent()) {
            return new Step(
                    index, List.of(), false, "it would run code of a role that is not trusted: " + index.remedy());
        } else if (index.hasChildren() && index.backsConstraint()) {
            return new Step(
                    index, List.of(), true, "it backs a constraint of a hypertable: REINDEX TABLE " + index.table());
        } else if (index.owner().isPresent()) {
            return new Step(index, List.of(), true, "its definition would be computed as this role: " + index.remedy());
        } else if (index.hasChildren()) {
            // TimescaleDB knows CONCURRENTLY neither for dropping nor for rebuilding an index of a hypertable.
            List<String> anew = List.of("DROP INDEX " + index.name(), index.definition());
            return wanted
                    ? new Step(index, anew, true, "")
                    : new Step(
                            index,
                            List.of(),
                            true,
                            "rebuilding it blocks writes to " + index.table() + ": name it to have that done");
        }
        return new Step(index, List.of("REINDEX INDEX CONCURRENTLY " + index.name()), false, "");
    }

    private static Predicate<InvalidIndex> named(String name) {
        return index -> index.name().equals(name)
                || index.name().substring(index.name().indexOf('.') + 1).equals(name);
    }

    private static String names(List<InvalidIndex> indexes) {
        return String.join(", ", indexes.stream().map(InvalidIndex::name).toList());
    }
}
