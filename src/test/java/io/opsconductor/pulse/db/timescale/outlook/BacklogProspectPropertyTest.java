package io.opsconductor.pulse.db.timescale.outlook;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.OWNER;
import static io.opsconductor.pulse.db.timescale.Facts.REMEDIES;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.inSteps;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.forecast.Foreseen;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.BacklogSizes;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the forecast says of an instant is what the judge says when the clock gets there. */
class BacklogProspectPropertyTest {
    private static final Duration AHEAD = DAY.multipliedBy(10);

    /** A database that is followed run by run, as its scheduler would. */
    private record World(
            Expectation promised, boolean integer, Duration step, List<Policy> policies, List<Chunk> chunks) {

        static World of(Random random) {
            boolean integer = random.nextInt(4) == 0;
            Duration step = pick(random, Duration.ofSeconds(1), Duration.ofSeconds(7), HOUR);
            Expectation plain = expectation(
                    random.nextBoolean() ? lag(random, 4) : null, random.nextBoolean() ? lag(random, 9) : null);
            List<Policy> policies = new ArrayList<>();
            for (PolicyKind kind : PolicyKind.values()) {
                if (random.nextInt(5) > 0) {
                    Duration lag = lag(random, kind == PolicyKind.COMPRESSION ? 4 : 9);
                    policies.add(new Policy(
                            1,
                            1000 + kind.ordinal(),
                            kind,
                            integer ? new Lag.Steps(lag.dividedBy(step)) : new Lag.Span(lag, lag, false),
                            pick(
                                    random,
                                    Duration.ofMinutes(10),
                                    HOUR,
                                    HOUR.multipliedBy(12),
                                    DAY,
                                    DAY.multipliedBy(2),
                                    DAY.multipliedBy(32_850)),
                            random.nextInt(5) > 0,
                            random.nextInt(6) == 0
                                    ? Optional.empty()
                                    : Optional.of(NOW.plusSeconds(random.nextInt(100_000) - 10_000)),
                            Duration.ZERO,
                            Optional.empty(),
                            OWNER));
                }
            }
            List<Chunk> chunks = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> chunk(i, random, integer, step))
                    .toList();
            return new World(integer ? inSteps(plain, step) : plain, integer, step, policies, chunks);
        }

        private static Chunk chunk(int id, Random random, boolean integer, Duration step) {
            Duration age = DAY.multipliedBy(-2)
                    .plusSeconds(random.nextInt(14 * 86_400))
                    .plus(random.nextBoolean() ? random.nextInt(1_000_000) : 0, ChronoUnit.MICROS);
            long end = integer ? 1000 - age.dividedBy(step) : ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(age));
            long length = pick(random, HOUR, DAY, DAY.multipliedBy(8), DAY.multipliedBy(12), DAY.multipliedBy(40_000))
                    .dividedBy(integer ? step : Duration.of(1, ChronoUnit.MICROS));
            return new Chunk(id, 1, end, length, ChunkState.of(pick(random, 0, 0, 1, 9, 3, 4)), Optional.empty());
        }

        private static Duration lag(Random random, int days) {
            return Duration.ofMinutes(1 + random.nextInt(days * 24 * 60));
        }

        @SafeVarargs
        private static <T> T pick(Random random, T... some) {
            return some[random.nextInt(some.length)];
        }

        DeclaredHypertable at(Instant instant) {
            OptionalLong now = integer
                    ? OptionalLong.of(1000 + Duration.between(NOW, instant).dividedBy(step))
                    : OptionalLong.empty();
            return new DeclaredHypertable(
                    "telemetry",
                    Optional.of(new Hypertable(
                            1,
                            new HypertableName("public", "telemetry"),
                            new TimeColumn("time", integer, now, Optional.empty()),
                            true,
                            false,
                            policies,
                            false,
                            Optional.empty())),
                    Optional.empty(),
                    true,
                    promised,
                    List.of());
        }

        Finding judged(PolicyKind kind, List<Chunk> then, Instant instant) {
            return judged(
                    kind, Backlog.all(kind, List.of(at(instant)), then, instant).get(0));
        }

        Finding judged(PolicyKind kind, Backlog backlog) {
            DeclaredHypertable declared = at(NOW);
            var facts = found(declared.hypertable().orElseThrow());
            List<Backlog> backlogs = List.of(backlog);
            return (kind == PolicyKind.COMPRESSION
                            ? CompressionBacklogJudge.judge(
                                    facts, List.of(declared), backlogs, BacklogSizes.ofChunks(Map.of()), REMEDIES)
                            : RetentionBacklogJudge.judge(
                                    facts,
                                    List.of(declared),
                                    backlogs,
                                    BacklogSizes.ofChunks(Map.of()),
                                    Map.of(),
                                    REMEDIES))
                    .get(0);
        }

        /** As they are after every run until then. */
        List<Chunk> followed(Instant until) {
            record Run(Instant at, Policy policy) {}
            List<Run> runs = new ArrayList<>();
            for (Policy policy : policies) {
                if (policy.scheduled() && at(NOW).obligation(policy.kind()).isPresent()) {
                    for (Instant run = policy.nextStart().orElse(NOW.plus(policy.every()));
                            !run.isAfter(until);
                            run = run.plus(policy.every())) {
                        if (!run.isBefore(NOW)) {
                            runs.add(new Run(run, policy));
                        }
                    }
                }
            }
            runs.sort((a, b) -> a.at().compareTo(b.at()));
            List<Chunk> left = new ArrayList<>(chunks);
            for (Run run : runs) {
                DeclaredHypertable then = at(run.at());
                Duration lag = run.policy().lag().today(step);
                TimeColumn time = then.hypertable().orElseThrow().time();
                List<Chunk> old = left.stream()
                        .filter(chunk -> time.age(chunk.end(), step, run.at())
                                        .orElseThrow()
                                        .compareTo(lag)
                                >= 0)
                        .toList();
                if (run.policy().kind() == PolicyKind.RETENTION) {
                    left.removeAll(old);
                } else {
                    left.replaceAll(chunk -> old.contains(chunk) && chunk.state() != ChunkState.FROZEN
                            ? new Chunk(
                                    chunk.id(), 1, chunk.end(), chunk.length(), ChunkState.COMPRESSED, Optional.empty())
                            : chunk);
                }
            }
            return left;
        }
    }

    @Property(tries = 500)
    void at_any_instant_the_judge_says_what_was_foreseen(@ForAll Random random) {
        World world = World.of(random);
        DeclaredHypertable declared = world.at(NOW);
        ChunkCourse course = new ChunkCourse(declared, world.chunks(), NOW);
        for (PolicyKind kind : PolicyKind.values()) {
            if (declared.obligation(kind).isEmpty()) {
                continue;
            }
            Foreseen foreseen = new Foreseen(
                    new BacklogProspect(
                            kind,
                            course,
                            declared.obligation(kind).orElseThrow(),
                            NOW,
                            backlog -> world.judged(kind, backlog)),
                    NOW,
                    AHEAD);
            List<Instant> moments = moments(random, foreseen);
            for (Instant moment : moments) {
                assertThat(foreseen.at(moment))
                        .as(kind + " at " + moment)
                        .isEqualTo(world.judged(kind, world.followed(moment), moment)
                                .severity());
            }
            assertDeadlines(world, kind, foreseen);
        }
    }

    /** Some by chance, and those around every change. */
    private static List<Instant> moments(Random random, Foreseen foreseen) {
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            moments.add(NOW.plusSeconds(random.nextInt((int) AHEAD.toSeconds())));
        }
        foreseen.changes().forEach(at -> {
            moments.add(at);
            if (at.isAfter(NOW)) {
                moments.add(at.minusSeconds(1));
            }
        });
        return moments;
    }

    private static void assertDeadlines(World world, PolicyKind kind, Foreseen foreseen) {
        for (Instant deadline : foreseen.deadlines()) {
            Severity then = world.judged(kind, world.chunks(), deadline).severity();
            assertThat(then).isGreaterThan(foreseen.at(deadline));
            if (deadline.isAfter(NOW)) { // what is late already may be mended by a run that is due this very second
                assertThat(then)
                        .isGreaterThan(world.judged(kind, world.chunks(), deadline.minusSeconds(1))
                                .severity());
            }
        }
        Instant last = NOW.plus(AHEAD);
        if (foreseen.deadlines().isEmpty()) {
            assertThat(world.judged(kind, world.chunks(), last).severity())
                    .as("what breaks if nothing happens and is no deadline breaks anyway")
                    .isLessThanOrEqualTo(foreseen.worst());
        }
    }
}
