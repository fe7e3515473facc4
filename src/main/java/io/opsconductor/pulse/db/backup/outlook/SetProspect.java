package io.opsconductor.pulse.db.backup.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudge;
import io.opsconductor.pulse.db.backup.judge.VerificationJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.forecast.Course;
import io.opsconductor.pulse.db.forecast.Prospect;

/**
 * Whether the backups of one set keep a promise, as its judge will say. Pure.
 *
 * @param limits of one backup: when it becomes too old for anything
 * @param others when the verdict may change whatever backups there are
 */
record SetProspect(
        SetCourse course,
        BiFunction<List<Backup>, Instant, Finding> judge,
        Function<Backup, Stream<Instant>> limits,
        List<Instant> others)
        implements Prospect {

    /** More than count for what is usual. */
    private static final int LOOKED_AT = 20;

    /** How much would be lost. */
    static SetProspect recoveryPoint(SetCourse course, Instant from) {
        // A run that is under way may still make it, for twice the time that backups take.
        // And what is usual changes when one that was not read yet turns out to be whole.
        List<Duration> twice = Stream.concat(
                        Stream.of(course.takes()),
                        course.found().stream().limit(LOOKED_AT).flatMap(backup -> backup.took().stream()))
                .distinct()
                .map(takes -> takes.multipliedBy(2))
                .toList();
        List<Instant> runs = Stream.concat(
                        course.target().schedule().flatMap(times -> times.last(from)).stream(), course.runs().stream())
                .flatMap(run -> Stream.concat(Stream.of(run), twice.stream().map(run::plus)))
                .toList();
        return new SetProspect(
                course,
                (backups, now) -> RecoveryPointJudge.judge(course.target(), backups, now),
                backup -> backup.snapshotTime().stream().flatMap(time -> ages(course, time, backup)),
                runs);
    }

    /** Whether the newest one was read to its end lately. */
    static SetProspect verification(SetCourse course, Duration every) {
        return new SetProspect(
                course,
                (backups, now) -> VerificationJudge.judge(course.target(), backups, every, course.encryptTo(), now),
                backup -> backup.verifiedAt().stream()
                        .flatMap(read -> Stream.of(read.plus(every), read.minus(ClockSkew.ALLOWED))),
                List.of());
    }

    /** The clock of a server that was ahead makes a backup look younger, by so much. */
    private static Stream<Instant> ages(SetCourse course, Instant time, Backup backup) {
        return Stream.concat(
                Stream.of(time.minus(ClockSkew.ALLOWED)),
                course.target().rpo().stream().flatMap(rpo -> Stream.of(time, time.minus(backup.clockAhead()))
                        .map(point -> point.plus(rpo))));
    }

    @Override
    public Finding at(Instant instant, Course taken) {
        return judge.apply(course.at(instant, taken), instant);
    }

    @Override
    public Stream<Instant> turns(Instant from, Instant until, Course taken) {
        Stream<Backup> backups = Stream.concat(course.found().stream(), course.later(taken));
        return Stream.of(course.changes(taken).stream(), others.stream(), backups.flatMap(limits))
                .flatMap(moments -> moments);
    }
}
