package io.opsconductor.pulse.db.timescale;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.check.Severity;

/**
 * What a plan of fixes is made from.
 *
 * @param compression the backlogs of those areas that were asked for, as of retention
 * @param aggregates what their judge makes of them; those not asked for, too
 * @param refreshing whether aggregates were asked for
 * @param places of every chunk that is due or overdue
 * @param inherited of which declared names this database is promised nothing by an entry of its own
 */
record FixFacts(
        Extension extension,
        List<Backlog> compression,
        List<Backlog> retention,
        AggregateJudge aggregates,
        boolean refreshing,
        Map<Integer, ChunkPlace> places,
        Predicate<String> inherited) {

    boolean onApache() {
        return extension.edition() == Edition.APACHE;
    }

    /** An aggregate that may not hold yet what this hypertable would drop. */
    Optional<Aggregate> behind(int hypertable) {
        return aggregates.facts().aggregates().stream()
                .filter(one ->
                        one.source() == hypertable && aggregates.judge(one).severity() != Severity.OK)
                .findFirst();
    }

    /** Before 2.14 compress_chunk passes over a chunk that is compressed in part. */
    boolean recompressesByProcedure() {
        return extension
                .installed()
                .filter(version -> ExtensionJudge.older(version, "2.14"))
                .isPresent();
    }
}
