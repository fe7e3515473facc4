package io.opsconductor.pulse.db.rehearse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;

/**
 * The relations of a database at one moment, by the server's number. Pure.
 *
 * @param kept what TimescaleDB keeps for another relation, with that one
 */
record Relations(Map<Long, Relation> byNumber, Map<Long, Long> kept) {
    /**
     * @param kind PostgreSQL's letter: {@code r} for a table, {@code i} for an index …
     * @param name schema and name as they are, unquoted
     * @param file where its rows are; another after it was rewritten, 0 where it has none
     * @param parent its table, for an index or a part of a table; empty for what stands for itself
     * @param invalid true for an index that no query uses
     */
    record Relation(
            long number, String kind, String name, long file, long bytes, Optional<Long> parent, boolean invalid) {
        boolean isIndex() {
            return kind.equalsIgnoreCase("i");
        }

        /** True for what holds rows of a table, and is neither its index nor what is too long for it. */
        boolean isTable() {
            return kind.equals("r") || kind.equals("p") || kind.equals("m");
        }
    }

    static Relations of(List<Relation> all, Map<Long, Long> kept) {
        return new Relations(
                all.stream().collect(Collectors.toMap(Relation::number, Function.identity())), Map.copyOf(kept));
    }

    Optional<Relation> get(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The table that a relation is, or is a part of: of a chunk's index the hypertable. */
    Relation whole(Relation relation) {
        Relation at = relation;
        for (int depth = 0; depth < byNumber.size(); depth++) {
            Optional<Relation> next = parent(at);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    private Optional<Relation> parent(Relation relation) {
        return Optional.ofNullable(kept.get(relation.number()))
                .or(relation::parent)
                .flatMap(this::get);
    }

    /** True for a table that each run of migrations writes into. */
    static boolean isOurs(String name) {
        return Set.of(HistoryPlace.HISTORY, HistoryPlace.RUNNER, HistoryPlace.LOG)
                .contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** True for a chunk or a partition; not for what holds the compressed rows of one. */
    boolean isPart(Relation relation) {
        return relation.isTable() && relation.parent().isPresent() && !kept.containsKey(relation.number());
    }

    /** True for what TimescaleDB keeps for another relation: most often the compressed rows of a chunk. */
    boolean isCompressed(long number) {
        return kept.containsKey(number);
    }

    /** The chunks that have compressed rows. */
    Stream<Relation> compressed() {
        return kept.values().stream()
                .distinct()
                .flatMap(number -> get(number).stream())
                .filter(chunk -> chunk.kind().equals("r") && chunk.parent().isPresent());
    }

    /** What has another file than it had, or none any more. */
    Stream<Relation> rewrittenUntil(Relations later) {
        return byNumber.values().stream().filter(before -> before.file() != 0).filter(before -> later.get(
                        before.number())
                .filter(after -> after.file() != before.file())
                .isPresent());
    }
}
