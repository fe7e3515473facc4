package io.opsconductor.pulse.db.timescale.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Optional<FixedSchedule> IN_BERLIN = Optional.of(
            new FixedSchedule(Optional.of(Instant.parse("2026-01-01T02:00:00Z")), Optional.of("Europe/Berlin")));
    private static final Optional<FixedSchedule> BY_UTC =
            Optional.of(new FixedSchedule(Optional.of(Instant.parse("2026-01-01T02:00:00Z")), Optional.empty()));

    private static Policy policy(Lag lag, Optional<FixedSchedule> fixed) {
        return new Policy(
                1,
                1002,
                PolicyKind.RETENTION,
                lag,
                DAY,
                false,
                Optional.of(Facts.NOW),
                Duration.ZERO,
                fixed,
                Facts.OWNER);
    }

    private static Lag span(boolean byCreation) {
        return new Lag.Span(DAY, DAY, byCreation);
    }

    private static String resumed(Optional<FixedSchedule> fixed) {
        return Facts.REMEDIES
                .resume(Facts.hypertable(), policy(span(false), fixed))
                .line();
    }

    @Test
    void whoever_resumes_a_job_keeps_the_time_zone_of_its_slots() {
        assertThat(resumed(IN_BERLIN))
                .isEqualTo("SELECT public.alter_job(1002, scheduled => true, timezone => 'Europe/Berlin');");
        assertThat(resumed(BY_UTC)).isEqualTo("SELECT public.alter_job(1002, scheduled => true);");
        assertThat(resumed(Optional.empty())).isEqualTo("SELECT public.alter_job(1002, scheduled => true);");
    }

    @ParameterizedTest
    @CsvSource({"1794009600000, 1ms, or 1s (seconds)", "1794009600, 1s, or 1ms (milliseconds)", "-5, 1s, or 1ms"})
    void the_step_that_is_proposed_is_what_the_present_looks_like(long now, String step, String other) {
        TimeColumn time = new TimeColumn("ts", true, OptionalLong.of(now), Optional.empty());

        Remedy remedy = Remedies.step(Expectation.none("iot.event"), time);

        assertThat(remedy.line()).isEqualTo("set pulse.hypertables.\"iot.event\".integer-step=" + step);
        assertThat(remedy.note()).startsWith(other);
    }

    @Test
    void another_lag_and_another_window_keep_it_too() {
        assertThat(Facts.REMEDIES
                        .changeLag(Facts.hypertable(), policy(span(false), IN_BERLIN), DAY, DAY)
                        .line())
                .isEqualTo(
                        "SELECT public.alter_job(job_id, config => config || '{\"drop_after\": \"1 day\"}', scheduled => true,"
                                + " timezone => 'Europe/Berlin')"
                                + " FROM timescaledb_information.jobs WHERE job_id = 1002;");
        RefreshPolicy refresh = new RefreshPolicy(
                4,
                1003,
                true,
                Optional.empty(),
                Optional.empty(),
                new Retries(DAY, DAY, true, 0, 0),
                IN_BERLIN,
                Facts.OWNER,
                OptionalLong.empty());
        assertThat(Facts.REMEDIES
                        .moveWindow(refresh, new Lag.Steps(9), Optional.of(span(false)))
                        .line())
                .contains("'{\"start_offset\": 9, \"end_offset\": \"1 day\"}', timezone => 'Europe/Berlin') FROM");
    }

    @Test
    void a_policy_that_has_to_be_replaced_keeps_its_slots() {
        String replaced = Facts.REMEDIES
                .resume(Facts.hypertable(), policy(span(true), IN_BERLIN))
                .line();
        assertThat(replaced)
                .endsWith("drop_created_before => INTERVAL '1 day', schedule_interval => INTERVAL '1 day',"
                        + " initial_start => '2026-01-01T02:00:00Z', timezone => 'Europe/Berlin');");
        assertThat(Facts.REMEDIES
                        .resume(Facts.hypertable(), policy(span(true), Optional.empty()))
                        .line())
                .endsWith("schedule_interval => INTERVAL '1 day');");
    }

    @Test
    void no_time_zone_can_end_its_string() {
        assertThat(SqlTerms.timezone(Optional.of("a'b"))).isEqualTo(", timezone => 'a''b'");
    }

    /** Such as a stranger's table whose name looks like another's. */
    @Test
    void no_remedy_sets_a_key_of_another_table() {
        assertThat(Remedies.configure("\"public.metrics\"", "drop-after", "30d").line())
                .isEqualTo("set pulse.hypertables.\"\\\\\"public.metrics\\\\\"\".drop-after=30d");
        for (String name : new String[] {"sensor\ndata", "metrics\u200b", "a[0]", "a\\b", "${a}"}) {
            assertThat(Remedies.configure(name, "drop-after", "30d").line())
                    .as(name)
                    .startsWith("rename it: ");
        }
    }
}
