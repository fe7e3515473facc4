package io.opsconductor.pulse.db.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Asks each pooler who waits; the database may be away. */
@Singleton
public class WaitingCheck extends Check.OfflineCheck {
    /** A pooler makes pools for whatever names clients give. */
    private static final int MOST_SERIES = 50;

    private final Poolers poolers;

    public WaitingCheck(Poolers poolers) {
        super("pools", WaitingJudge.ID);
        this.poolers = poolers;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Look look = poolers.look(database);
        return Stream.concat(
                        look.poolers().stream().map(WaitingJudge::judge),
                        look.unseen().stream()
                                .map(one -> Finding.couldNotLook(WaitingJudge.ID, one.address(), one.why())))
                .toList();
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        record Line(String title, PgBouncer.Pool pool) {}
        List<Sample> samples = new ArrayList<>();
        poolers.look(database).poolers().stream()
                .flatMap(pooler ->
                        pooler.pools().stream().map(pool -> new Line(pooler.address() + " " + pool.title(), pool)))
                .sorted(Comparator.<Line>comparingDouble(line -> -line.pool().longestWaitSeconds())
                        .thenComparing(Line::title))
                .limit(MOST_SERIES)
                .forEach(line -> {
                    String title = title(database);
                    samples.add(Sample.of(Metric.POOL_WAITING, line.pool().waiting(), title, line.title()));
                    samples.add(Sample.of(
                            Metric.POOL_MAX_WAIT_SECONDS, line.pool().longestWaitSeconds(), title, line.title()));
                });
        return samples;
    }
}
