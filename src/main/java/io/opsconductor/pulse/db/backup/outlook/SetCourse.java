package io.opsconductor.pulse.db.backup.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.set.VerificationInterval;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.forecast.Course;

/** What becomes of the backups of one set. What rotation removes are never the newest, which is all that counts here. Pure. */
final class SetCourse {
    private final BackupTarget target;
    private final List<String> encryptTo;
    private final List<Backup> found;
    private final List<Instant> runs;
    private final List<Instant> readings;
    private final TreeMap<Instant, List<Backup>> states = new TreeMap<>();

    /**
     * @param encryptTo the public keys of those who are to read what is taken; none when it is not to be encrypted
     * @param found as they lie there
     * @throws io.opsconductor.pulse.db.failure.PulseFailure (usage) when its schedules run too many times
     */
    SetCourse(
            BackupTarget target,
            VerificationInterval verification,
            List<String> encryptTo,
            List<Backup> found,
            Instant from,
            Instant until) {
        this.target = target;
        this.encryptTo = encryptTo;
        this.found = List.copyOf(found);
        this.runs = between(target.schedule(), from, until);
        this.readings = between(verification.schedule(), from, until);
        follow(verification, verification.pause(from));
    }

    private static List<Instant> between(Optional<BackupSchedule> schedule, Instant from, Instant until) {
        return schedule.map(times -> times.between(from, until)).orElse(List.of());
    }

    BackupTarget target() {
        return target;
    }

    List<String> encryptTo() {
        return encryptTo;
    }

    List<Backup> found() {
        return found;
    }

    /** When backups are begun. */
    List<Instant> runs() {
        return runs;
    }

    /** When it is looked which backups have to be read again. */
    List<Instant> readings() {
        return readings;
    }

    /** How long a backup takes until it counts. */
    Duration takes() {
        return VerifiedBackups.usualDuration(VerifiedBackups.newestFirst(found));
    }

    /** As they are at a later instant; of those that are not taken yet the newest only. */
    List<Backup> at(Instant moment, Course course) {
        return course == Course.IDLE || states.floorKey(moment) == null
                ? found
                : states.floorEntry(moment).getValue();
    }

    /** When anything becomes of them. */
    Set<Instant> changes(Course course) {
        return course == Course.IDLE ? Set.of() : states.keySet();
    }

    /** Backups that are taken or read meanwhile, as they are then. */
    Stream<Backup> later(Course course) {
        return changes(course).stream().flatMap(at -> at(at, course).stream()).distinct();
    }

    private void follow(VerificationInterval verification, Duration pause) {
        record Step(Instant at, Optional<Backup> taken) {}
        List<Step> steps = Stream.concat(
                        runs.stream()
                                .map(this::taken)
                                .map(one -> new Step(VerifiedBackups.complete(one), Optional.of(one))),
                        readings.stream().map(at -> new Step(at, Optional.empty())))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .toList();
        List<Backup> now = found;
        for (Step step : steps) {
            List<Backup> before = now;
            now = step.taken()
                    .map(one -> with(before, one))
                    .orElseGet(() -> read(before, verification, step.at(), pause));
            states.put(step.at(), now);
        }
    }

    private List<Backup> with(List<Backup> before, Backup taken) {
        List<Backup> after = new ArrayList<>(before);
        after.add(taken);
        if (after.size() > found.size() + VerifiedBackups.USUAL) {
            after.remove(found.size());
        }
        return after;
    }

    private static List<Backup> read(
            List<Backup> before, VerificationInterval verification, Instant at, Duration pause) {
        Set<Backup> due = new HashSet<>(verification.due(before, at, pause));
        return before.stream()
                .map(one -> due.contains(one) ? read(one, at) : one)
                .toList();
    }

    /** One of which nothing bad is known turns out to be whole. */
    private static Backup read(Backup one, Instant at) {
        boolean whole = one.unread() && one.snapshotTime().isPresent();
        return new Backup(
                one.set(),
                one.id(),
                one.path(),
                one.snapshotTime(),
                one.bytes(),
                one.took(),
                one.dumped(),
                Optional.of(at),
                one.clockAhead(),
                whole ? Optional.empty() : one.problem(),
                whole ? Backup.Lack.NOTHING : one.lacks(),
                one.encryptedTo(),
                one.how());
    }

    private Backup taken(Instant run) {
        return taken(
                run,
                VerifiedBackups.median(VerifiedBackups.newestFirst(found), Backup::bytes)
                        .orElse(0L));
    }

    /** A backup that takes as long as usual. */
    Backup taken(Instant run, long bytes) {
        List<Backup> newest = VerifiedBackups.newestFirst(found);
        return new Backup(
                target.set(),
                run.toString(),
                target.path().resolve(run.toString()),
                Optional.of(run),
                bytes,
                Optional.of(takes()),
                Optional.of(VerifiedBackups.usualDump(newest)),
                Optional.of(run.plus(takes())),
                Duration.ZERO,
                Optional.empty(),
                Backup.Lack.NOTHING,
                encryptTo,
                Verification.How.READ);
    }
}
