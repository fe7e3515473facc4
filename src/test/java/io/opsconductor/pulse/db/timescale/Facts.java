package io.opsconductor.pulse.db.timescale;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Facts as a database would give them, for judges. */
public final class Facts {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final Duration HOUR = Duration.ofHours(1);
    public static final Duration DAY = Duration.ofDays(1);
    public static final Duration MICRO = Duration.of(1, ChronoUnit.MICROS);

    /** The owner of the tables, which is the role that looks, too. */
    public static final JobOwner OWNER = new JobOwner("iot", true, true, true, true);

    /** As with a scheduler. */
    public static final Remedies REMEDIES = new Remedies("public", true);

    private Facts() {}

    public static Extension extension(Edition edition) {
        return new Extension("pulse", "iot", Optional.of("2.23.0"), Optional.of("2.23.0"), edition, "public");
    }

    public static Hypertables found(Hypertable... hypertables) {
        return new Hypertables(extension(Edition.COMMUNITY), List.of(hypertables), List.of());
    }

    public static Hypertables onApache(Hypertable... hypertables) {
        return new Hypertables(extension(Edition.APACHE), List.of(hypertables), List.of());
    }

    public static Hypertable hypertable(Policy... policies) {
        return hypertable("telemetry", policies);
    }

    public static Hypertable hypertable(String table, Policy... policies) {
        TimeColumn time = new TimeColumn("time", false, OptionalLong.empty(), Optional.empty());
        return new Hypertable(
                1, new HypertableName("public", table), time, true, false, List.of(policies), false, Optional.empty());
    }

    /** Counts integers, of which the present is 1000. */
    public static Hypertable counting(Policy... policies) {
        TimeColumn time = new TimeColumn("seq", true, OptionalLong.of(1000), Optional.empty());
        return new Hypertable(
                1,
                new HypertableName("public", "telemetry"),
                time,
                true,
                false,
                List.of(policies),
                false,
                Optional.empty());
    }

    public static Policy compresses(Duration after) {
        return policy(1001, PolicyKind.COMPRESSION, new Lag.Span(after, after, false));
    }

    public static Policy drops(Duration after) {
        return policy(1002, PolicyKind.RETENTION, new Lag.Span(after, after, false));
    }

    /** Runs every hour. */
    public static Policy policy(int job, PolicyKind kind, Lag lag) {
        return new Policy(1, job, kind, lag, HOUR, true, Optional.of(NOW), Duration.ZERO, Optional.empty(), OWNER);
    }

    public static Policy paused(Policy policy) {
        return planned(policy, false, policy.nextStart());
    }

    /** By the least that its schedule does not explain. */
    public static Policy putOff(Policy policy) {
        return planned(policy, true, Optional.of(NOW.plus(Duration.ofDays(1)).plus(MICRO)));
    }

    private static Policy planned(Policy policy, boolean scheduled, Optional<Instant> next) {
        return new Policy(
                policy.hypertable(),
                policy.job(),
                policy.kind(),
                policy.lag(),
                policy.every(),
                scheduled,
                next,
                policy.backOff(),
                policy.fixed(),
                policy.owner());
    }

    /** Graces of two hours for compression, twelve for dropping. */
    public static Expectation expectation(Duration compressAfter, Duration dropAfter) {
        return new Expectation(
                "telemetry",
                Optional.ofNullable(compressAfter),
                Optional.ofNullable(dropAfter),
                Duration.ofHours(2),
                Duration.ofHours(12),
                false,
                Optional.empty(),
                Origin.WRITTEN);
    }

    public static Expectation keptForever(Duration dropAfter) {
        Expectation plain = expectation(null, dropAfter);
        return new Expectation(
                plain.name(),
                plain.compressAfter(),
                plain.dropAfter(),
                plain.compressGrace(),
                plain.dropGrace(),
                true,
                plain.integerStep(),
                Origin.WRITTEN);
    }

    public static Expectation inSteps(Expectation plain, Duration step) {
        return new Expectation(
                plain.name(),
                plain.compressAfter(),
                plain.dropAfter(),
                plain.compressGrace(),
                plain.dropGrace(),
                plain.keepForever(),
                Optional.of(step),
                Origin.WRITTEN);
    }

    /** A chunk whose range ended so long ago. */
    public static Chunk chunk(int id, Duration age, int status) {
        return new Chunk(
                id,
                1,
                ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(age)),
                HOUR.toNanos() / 1000,
                ChunkState.of(status),
                Optional.of(NOW.minus(age)));
    }
}
