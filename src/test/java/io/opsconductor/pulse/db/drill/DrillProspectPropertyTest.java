package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.attempt.AttemptJudge;
import io.opsconductor.pulse.db.drill.attempt.DrillAttempts;
import io.opsconductor.pulse.db.forecast.Foreseen;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the forecast says of a set's drills is what their judge says when the clock gets there. */
class DrillProspectPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(6);

    /** A set that is restored now and then, in six days to come at the times of {@code runs}. */
    private record World(
            Optional<Duration> every,
            Optional<Duration> rto,
            Optional<DrillResult> last,
            OptionalLong bytes,
            List<BrokenRecord> broken,
            List<DrillAttempts> attempts,
            List<Instant> runs) {

        static World of(Random random) {
            List<Instant> runs = new ArrayList<>();
            for (Instant run = NOW.plusSeconds(random.nextInt(2 * 86_400));
                    random.nextInt(4) != 0 && run.isBefore(NOW.plus(AHEAD));
                    run = run.plusSeconds(6 * 3600 + random.nextInt(2 * 86_400))) {
                runs.add(run);
            }
            return new World(
                    maybe(random, Duration.ofHours(1L + random.nextInt(150))),
                    maybe(random, Duration.ofMinutes(1L + random.nextInt(90))),
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of(drill(random)),
                    random.nextBoolean() ? OptionalLong.of(random.nextInt(3_000_000)) : OptionalLong.empty(),
                    random.nextInt(6) == 0 ? List.of(BrokenRecord.ofBackup("20260131T000000Z")) : List.of(),
                    random.nextInt(3) == 0 ? List.of(attempts(random)) : List.of(),
                    runs);
        }

        private static Optional<Duration> maybe(Random random, Duration duration) {
            return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(duration);
        }

        /** One of the last six days, or, where a clock was wrong, of the next three. */
        private static DrillResult drill(Random random) {
            Instant at = random.nextInt(4) == 0
                    ? NOW.plusSeconds(random.nextInt(3 * 86_400))
                    : NOW.minusSeconds(random.nextInt(6 * 86_400));
            boolean failed = random.nextInt(5) == 0;
            return new DrillResult(
                    "daily",
                    "b",
                    at,
                    "scratch",
                    failed ? Duration.ZERO : Duration.ofSeconds(random.nextInt(7200)),
                    random.nextInt(3_000_000),
                    3,
                    !failed && random.nextInt(5) == 0 ? List.of("table t has 1 row fewer") : List.of(),
                    failed ? Optional.of("pg_restore ended with 1") : Optional.empty(),
                    Optional.empty(),
                    DrillResult.MANIFEST,
                    List.of(),
                    random.nextBoolean() ? Optional.of("offsite") : Optional.empty(),
                    Set.of());
        }

        private static DrillAttempts attempts(Random random) {
            return new DrillAttempts(
                    1 + random.nextInt(2),
                    "b",
                    NOW.minusSeconds(random.nextInt(86_400)),
                    Duration.ofHours(random.nextInt(48)),
                    random.nextBoolean(),
                    Optional.empty());
        }

        Severity judged(Optional<DrillResult> newest, Instant at) {
            Finding finding = DrillJudge.judge("daily", every, rto, newest, bytes, at);
            for (DrillAttempts later : attempts) {
                if (newest.isEmpty() || newest.get().at().isBefore(later.began())) {
                    finding = AttemptJudge.judge(finding, later, DrillJudge.isOverdue(newest, every, at), at);
                }
            }
            return DrillJudge.withProblems(finding, broken).severity();
        }

        /** With every run that is done by then, each as the last one that matched. */
        Optional<DrillResult> newest(Instant until) {
            List<DrillResult> drills = new ArrayList<>(last.stream().toList());
            Optional<DrillResult> good = last.filter(DrillResult::matches);
            Duration took = good.map(DrillResult::took).orElse(Duration.ZERO);
            for (Instant run : runs) {
                if (!run.plus(took).isAfter(until)) {
                    drills.add(new DrillResult(
                            "daily",
                            "later",
                            run.plus(took),
                            "scratch",
                            took,
                            good.map(DrillResult::bytes).orElse(0L),
                            3,
                            List.of(),
                            Optional.empty(),
                            rto,
                            DrillResult.MANIFEST,
                            List.of(),
                            Optional.empty(),
                            Set.of()));
                }
            }
            return drills.stream().max(Comparator.comparing(DrillResult::at));
        }
    }

    @Property(tries = 300)
    void at_any_instant_the_drill_is_judged_as_foreseen(@ForAll Random random) {
        World world = World.of(random);
        Foreseen.assertKept(
                random,
                new DrillProspect(
                        "daily",
                        world.every(),
                        world.rto(),
                        world.last(),
                        world.bytes(),
                        world.broken(),
                        world.attempts(),
                        world.runs()),
                NOW,
                AHEAD,
                at -> world.judged(world.newest(at), at),
                at -> world.judged(world.last(), at));
    }
}
