package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.drill.attempt.AttemptJudge;
import io.opsconductor.pulse.db.drill.attempt.DrillAttempts;
import io.opsconductor.pulse.db.forecast.Course;
import io.opsconductor.pulse.db.forecast.Prospect;

/**
 * Whether the backups of one set are shown to be restorable often enough, as the judge of drills says it.
 *
 * @param every how often the set is to be restored; empty when not configured
 * @param rto how long a restore may take; empty when not configured
 * @param last the newest drill of any of the set's backups; empty when there was none
 * @param bytes the size of the database; empty when it is not known
 * @param broken records that do not count
 * @param attempts drills without a result, of the set and of each of its copies
 * @param runs when drills are done by themselves, in the order of time; each is taken to go as the last one that matched
 */
record DrillProspect(
        String set,
        Optional<Duration> every,
        Optional<Duration> rto,
        Optional<DrillResult> last,
        OptionalLong bytes,
        List<BrokenRecord> broken,
        List<DrillAttempts> attempts,
        List<Instant> runs)
        implements Prospect {

    /** As it is found now. */
    Finding at(Instant now) {
        return judged(last, now);
    }

    @Override
    public Finding at(Instant instant, Course course) {
        Optional<DrillResult> done =
                course == Course.SCHEDULED ? begunBy(instant.minus(took())).map(this::drill) : Optional.empty();
        return judged(DrillCheck.newest(Stream.concat(last.stream(), done.stream())), instant);
    }

    /** The newest of the runs until then; without going through all, for it is asked at each of them. */
    private Optional<Instant> begunBy(Instant until) {
        int at = Collections.binarySearch(runs, until);
        int newest = at >= 0 ? at : -at - 2;
        return newest >= 0 ? Optional.of(runs.get(newest)) : Optional.empty();
    }

    private Optional<DrillResult> good() {
        return last.filter(DrillResult::matches);
    }

    private Duration took() {
        return good().map(DrillResult::took).orElse(Duration.ZERO);
    }

    @Override
    public Stream<Instant> turns(Instant from, Instant until, Course course) {
        Stream<Instant> drills =
                Stream.concat(last.map(DrillResult::at).stream(), runs.stream().map(run -> drill(run)
                        .at()));
        return Stream.concat(
                attempts.stream().map(DrillAttempts::over),
                drills.flatMap(
                        at -> Stream.concat(Stream.of(at, at.minus(ClockSkew.ALLOWED)), every.map(at::plus).stream())));
    }

    private Finding judged(Optional<DrillResult> drill, Instant now) {
        Finding finding = DrillJudge.judge(set, every, rto, drill, bytes, now);
        boolean overdue = DrillJudge.isOverdue(drill, every, now);
        for (DrillAttempts later : attempts) {
            if (drill.filter(result -> !result.at().isBefore(later.began())).isEmpty()) {
                finding = AttemptJudge.judge(finding, later, overdue, now);
            }
        }
        return DrillJudge.withProblems(finding, broken);
    }

    private DrillResult drill(Instant run) {
        Duration took = took();
        return new DrillResult(
                set,
                "of " + run,
                run.plus(took),
                "",
                took,
                good().map(DrillResult::bytes).orElse(0L),
                0,
                List.of(),
                Optional.empty(),
                rto,
                DrillResult.MANIFEST,
                List.of(),
                Optional.empty(),
                Set.of());
    }
}
