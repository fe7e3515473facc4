package io.opsconductor.pulse.db.timescale.fix;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.chunk.ChunkPlace;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.extension.ExtensionJudge;
import io.opsconductor.pulse.db.timescale.judge.AggregateJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

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

    Remedies remedies() {
        return aggregates.remedies();
    }

    FixSql sql() {
        return new FixSql(extension.schema());
    }

    /**
     * Has a job run: by the scheduler, as its owner; from our own session only where no scheduler can, and the owner's code
     * can do nothing there that it could not do anyway. Empty where neither may be.
     */
    Optional<FixStep> run(
            String subject,
            FixStep.Action action,
            String does,
            int job,
            JobOwner owner,
            Optional<FixedSchedule> fixed) {
        if (remedies().byScheduler()) {
            return owner.alterable()
                    ? Optional.of(new FixStep(
                            subject, action, does, remedies().starting(job, fixed), true, OptionalInt.of(job)))
                    : Optional.empty();
        }
        return owner.trusted()
                ? Optional.of(new FixStep(subject, action, does, remedies().calling(job), false))
                : Optional.empty();
    }

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
