package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** Several databases side by side, none of which is asked for anything here. */
class SurveyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String URL = "postgresql://iot@127.0.0.1:1/";

    @Test
    void what_hangs_is_unknown_when_the_time_is_over_and_holds_up_no_other() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CheckupResult result = survey(4, Duration.ofMillis(300), database -> {
                    if (database.name().equals("b")) {
                        never.await();
                    }
                })
                .run(main(), true, List.of(), NOW);

        assertThat(result.findings()).hasSize(4);
        assertThat(result.findings().get(0)).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(finding.database()).contains("b");
            assertThat(finding.message()).isEqualTo("could not look: it took longer than 300ms");
            assertThat(finding.remedy()).contains("pulse.check.within");
        });
        assertThat(result.findings().subList(1, 4))
                .extracting(Finding::database)
                .containsExactly(Optional.empty(), Optional.of("a"), Optional.of("c"));
        assertThat(result.unreachable()).isEmpty();
    }

    @Test
    void no_more_are_looked_at_at_once_than_is_configured() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        survey(2, Duration.ofMinutes(1), database -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(50);
                    now.decrementAndGet();
                })
                .run(main(), true, List.of(), NOW);

        assertThat(most).hasValue(2);
    }

    @Test
    void areas_are_those_asked_for_of_those_that_a_database_has() {
        Survey survey = survey(4, Duration.ofMinutes(1), database -> {});

        assertThat(survey.run(main(), true, List.of("schema"), NOW).findings()).hasSize(4);
        assertThat(survey.run(main(), false, List.of("schema"), NOW).findings()).hasSize(1);
        assertThatThrownBy(() -> survey.run(main(), true, List.of("nothing"), NOW))
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("no check area 'nothing'");
    }

    private static Database main() {
        return databases().main(Optional.of(URL + "main"));
    }

    private static Databases databases() {
        return new Databases(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                .build());
    }

    private interface Work {
        public void at(Database database) throws Exception;
    }

    private static Survey survey(int threads, Duration within, Work work) {
        CheckSettings settings = new CheckSettings() {
            @Override
            public int threads() {
                return threads;
            }

            @Override
            public Duration within() {
                return within;
            }
        };
        return new Survey(
                List.of(new Looking(work)),
                settings,
                () -> Map.of("a", named("a"), "b", named("b"), "c", named("c")),
                databases());
    }

    private static NamedDatabaseSettings.NamedDatabase named(String name) {
        return new NamedDatabaseSettings.NamedDatabase() {
            @Override
            public String url() {
                return URL + name;
            }

            @Override
            public Optional<Set<String>> areas() {
                return Optional.empty();
            }
        };
    }

    private static final class Looking extends Check {
        private final Work work;

        Looking(Work work) {
            super("schema", "schema.current");
            this.work = work;
        }

        @Override
        public boolean needsDatabase() {
            return false;
        }

        @Override
        public boolean once() {
            return false;
        }

        @Override
        public List<Finding> findings(Database database, Instant now) throws Exception {
            work.at(database);
            return List.of(Finding.ok("schema.current", database.name(), "", "", "seen"));
        }
    }
}
