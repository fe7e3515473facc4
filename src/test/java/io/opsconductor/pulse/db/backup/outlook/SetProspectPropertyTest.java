package io.opsconductor.pulse.db.backup.outlook;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudge;
import io.opsconductor.pulse.db.backup.judge.VerificationJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.backup.set.VerificationInterval;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.forecast.Foreseen;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the forecast says of an instant is what the judge says when the clock gets there. */
class SetProspectPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(6);

    /** A set whose backups are taken and read one by one. */
    private record World(
            BackupTarget target, VerificationInterval verification, List<String> encryptTo, List<Backup> found) {
        private static final List<List<String>> RECIPIENTS =
                List.of(List.of(), List.of("age1a"), List.of("age1b", "age1c"));

        static World of(Random random) {
            Optional<Duration> rpo = random.nextInt(6) == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofMinutes(30L + random.nextInt(60 * 50)));
            BackupTarget target = Sets.promised("daily", rpo, cron(random));
            return new World(
                    target,
                    new VerificationInterval(
                            Duration.ofHours(1L + random.nextInt(100)),
                            random.nextInt(4) == 0 ? 1 + random.nextInt(3) : Integer.MAX_VALUE,
                            cron(random).map(cron -> BackupSchedule.parse("daily", cron))),
                    recipients(random),
                    IntStream.range(0, random.nextInt(6))
                            .mapToObj(i -> backup(i, random))
                            .toList());
        }

        private static List<String> recipients(Random random) {
            return RECIPIENTS.get(random.nextInt(RECIPIENTS.size()));
        }

        private static Optional<String> cron(Random random) {
            List<String> some =
                    List.of("", "17 2 * * *", "0 */6 * * *", "50 11 * * 1,4", "40 9,17 * * *", "0 0 31 * *");
            return Optional.of(some.get(random.nextInt(some.size()))).filter(cron -> !cron.isEmpty());
        }

        private static Backup backup(int id, Random random) {
            Instant snapshot =
                    NOW.plusSeconds(120L - random.nextInt(4 * 86_400)).plusMillis(random.nextInt(1000));
            Duration took = Duration.ofSeconds(random.nextInt(4 * 3600));
            boolean bad = random.nextInt(4) == 0;
            return new Backup(
                    "daily",
                    "b" + id,
                    Path.of("/backups/daily/b" + id),
                    Optional.of(snapshot),
                    1,
                    Optional.of(took),
                    Optional.of(took),
                    random.nextInt(4) == 0
                            ? Optional.empty()
                            : Optional.of(snapshot.plusSeconds(random.nextInt(2 * 86_400))),
                    Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(1000) - 500 : 0),
                    bad ? Optional.of("not read yet") : Optional.empty(),
                    bad && random.nextBoolean() ? Backup.Lack.PROOF : Backup.Lack.NOTHING,
                    recipients(random),
                    How.values()[random.nextInt(How.values().length)]);
        }

        SetCourse course() {
            return new SetCourse(target, verification, encryptTo, found, NOW, NOW.plus(AHEAD));
        }

        /** As they are after everything that was begun before and is complete by then. */
        List<Backup> followed(Instant until) {
            record Step(Instant at, Optional<Instant> run) {}
            Duration takes = VerifiedBackups.usualDuration(VerifiedBackups.newestFirst(found));
            Duration pause = verification.pause(NOW);
            List<Step> steps = new ArrayList<>();
            for (Optional<Instant> run = next(target.schedule(), NOW);
                    run.filter(at -> !at.plus(takes).isAfter(until)).isPresent();
                    run = next(target.schedule(), run.get())) {
                steps.add(new Step(run.get().plus(takes), run));
            }
            for (Optional<Instant> reading = next(verification.schedule(), NOW);
                    reading.filter(at -> !at.isAfter(until)).isPresent();
                    reading = next(verification.schedule(), reading.get())) {
                steps.add(new Step(reading.get(), Optional.empty()));
            }
            steps.sort((a, b) -> a.at().compareTo(b.at()));
            List<Backup> there = new ArrayList<>(found);
            for (Step step : steps) {
                if (step.run().isPresent()) {
                    there.add(taken(step.run().get(), takes, encryptTo));
                } else {
                    List<Backup> due = verification.due(there, step.at(), pause);
                    there.replaceAll(one -> due.contains(one) ? read(one, step.at()) : one);
                }
            }
            return there;
        }

        private static Optional<Instant> next(Optional<BackupSchedule> schedule, Instant after) {
            return schedule.flatMap(times -> times.next(after));
        }

        private static Backup taken(Instant run, Duration takes, List<String> encryptTo) {
            return new Backup(
                    "daily",
                    run.toString(),
                    Path.of("/backups/daily").resolve(run.toString()),
                    Optional.of(run),
                    1,
                    Optional.of(takes),
                    Optional.of(takes),
                    Optional.of(run.plus(takes)),
                    Duration.ZERO,
                    Optional.empty(),
                    Backup.Lack.NOTHING,
                    encryptTo,
                    How.READ);
        }

        private static Backup read(Backup one, Instant at) {
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
                    one.unread() ? Optional.empty() : one.problem(),
                    one.unread() ? Backup.Lack.NOTHING : one.lacks(),
                    one.encryptedTo(),
                    one.how());
        }
    }

    @Property(tries = 100)
    void at_any_instant_the_recovery_point_is_judged_as_foreseen(@ForAll Random random) {
        World world = World.of(random);
        assertForeseen(
                random,
                world,
                SetProspect.recoveryPoint(world.course(), NOW),
                (backups, at) ->
                        RecoveryPointJudge.judge(world.target(), backups, at).severity());
    }

    @Property(tries = 100)
    void at_any_instant_the_verification_is_judged_as_foreseen(@ForAll Random random) {
        World world = World.of(random);
        Duration every = world.verification().every();
        assertForeseen(
                random,
                world,
                SetProspect.verification(world.course(), every),
                (backups, at) -> VerificationJudge.judge(world.target(), backups, every, world.encryptTo(), at)
                        .severity());
    }

    private interface Judge {
        Severity severity(List<Backup> backups, Instant at);
    }

    private static void assertForeseen(Random random, World world, SetProspect prospect, Judge judge) {
        Foreseen.assertKept(
                random,
                prospect,
                NOW,
                AHEAD,
                at -> judge.severity(world.followed(at), at),
                at -> judge.severity(world.found(), at));
    }
}
