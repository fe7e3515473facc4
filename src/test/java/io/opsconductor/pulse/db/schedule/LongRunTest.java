package io.opsconductor.pulse.db.schedule;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.CheckSettings;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health of the long-running mode: by its own work, whatever that finds. */
class LongRunTest {
    private final CountDownLatch checked = new CountDownLatch(1);
    private final LongRun run = new LongRun(settings(), null, null, null, null, survey(checked));

    @AfterEach
    void stop() {
        checked.countDown();
        run.stop();
    }

    @Test
    void it_is_ready_after_its_first_check_and_never_again_once_it_is_told_to_stop() {
        assertThat(run.isStarted()).isFalse();
        run.startChecks(targets(), listener());
        assertThat(run.isStarted()).isTrue();
        assertThat(run.isAlive()).isTrue();
        assertThat(run.isReady(Instant.now())).isFalse();

        checked.countDown();
        await().until(() -> run.lastCheck().isPresent());
        assertThat(run.isReady(Instant.now())).isTrue();

        run.stop();
        assertThat(run.isReady(Instant.now())).isFalse();
    }

    @Test
    void a_check_that_is_older_than_three_intervals_makes_it_unready() {
        checked.countDown();
        run.startChecks(targets(), listener());
        await().until(() -> run.lastCheck().isPresent());
        Instant last = run.lastCheck().orElseThrow();

        assertThat(run.isReady(last.plus(Duration.ofHours(3)).minusMillis(1))).isTrue();
        assertThat(run.isReady(last.plus(Duration.ofHours(3)))).isFalse();
        assertThat(run.isAlive()).isTrue();
    }

    @Test
    void a_task_tells_when_it_ran_and_is_due_again() {
        run.startChecks(targets(), listener());
        await().until(() -> run.samples(Instant.now()).contains(Sample.of(Metric.TASK_RUNNING, 1, "check")));
        assertThat(run.samples(Instant.now()))
                .extracting(Sample::metric)
                .containsExactly(
                        Metric.TASK_LAST_RUN_TIMESTAMP_SECONDS,
                        Metric.TASK_NEXT_RUN_TIMESTAMP_SECONDS,
                        Metric.TASK_RUNNING);

        checked.countDown();
        await().until(() -> run.samples(Instant.now()).contains(Sample.of(Metric.TASK_RUNNING, 0, "check")));
        List<Sample> samples = run.samples(Instant.now());
        assertThat(samples).extracting(Sample::metric).contains(Metric.TASK_LAST_SUCCESS_TIMESTAMP_SECONDS);
        assertThat(samples.get(2).value() - samples.get(0).value()).isEqualTo(3600);
    }

    private static RunListener listener() {
        return (RunListener) Proxy.newProxyInstance(
                RunListener.class.getClassLoader(), new Class<?>[] {RunListener.class}, (proxy, method, args) -> null);
    }

    private static LongRun.Targets targets() {
        Database database = databases().main(Optional.of("postgresql://iot@127.0.0.1:1/plant"));
        return new LongRun.Targets(database, false, database, database);
    }

    private static Databases databases() {
        return new Databases(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build());
    }

    private static Survey survey(CountDownLatch checked) {
        Check waiting = new Check("backups", "backup.size") {
            @Override
            public boolean needsDatabase() {
                return false;
            }

            @Override
            public List<Finding> findings(Database database, Instant now) throws Exception {
                checked.await();
                return List.of();
            }
        };
        CheckSettings settings = new CheckSettings() {
            @Override
            public int threads() {
                return 1;
            }

            @Override
            public Duration within() {
                return Duration.ofMinutes(5);
            }
        };
        return new Survey(List.of(waiting), settings, Map::of, databases());
    }

    private static ScheduleSettings settings() {
        return new ScheduleSettings() {
            @Override
            public Duration checkEvery() {
                return Duration.ofHours(1);
            }

            @Override
            public Duration stopWithin() {
                return Duration.ofSeconds(20);
            }

            @Override
            public boolean migrate() {
                return false;
            }

            @Override
            public Duration retryAfter() {
                return Duration.ofMinutes(1);
            }
        };
    }
}
