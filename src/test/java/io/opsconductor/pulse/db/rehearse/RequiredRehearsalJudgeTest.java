package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class RequiredRehearsalJudgeTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Optional<Duration> DAY = Optional.of(Duration.ofDays(1));
    private static final Map<String, String> PENDING = Map.of("1.sql", "a", "2.sql", "b");

    @Test
    void what_is_not_pending_needs_no_rehearsal() {
        assertThat(RequiredRehearsalJudge.problem(Map.of(), Optional.empty(), DAY, NOW))
                .isEmpty();
    }

    @Test
    void each_pending_file_must_have_been_rehearsed_as_it_is() {
        assertThat(RequiredRehearsalJudge.problem(PENDING, Optional.empty(), DAY, NOW))
                .contains("pending migrations were never rehearsed on a backup of this database");
        assertThat(problem(rehearsed(Duration.ZERO, true, "a"))).contains("2.sql was not rehearsed as it is");
        assertThat(problem(rehearsed(Duration.ZERO, true, "c")))
                .contains("1.sql and 1 more were not rehearsed as they are");
        assertThat(problem(rehearsed(Duration.ZERO, true, "a", "b", "c"))).isEmpty();
    }

    @Test
    void a_rehearsal_may_be_as_old_as_required_and_not_older_and_not_of_the_future() {
        assertThat(problem(rehearsed(DAY.get(), true, "a", "b"))).isEmpty();
        assertThat(problem(rehearsed(DAY.get().plusMillis(1), true, "a", "b")))
                .contains("pending migrations were rehearsed 1d ago, and the rehearsal may be no older than 1d");
        assertThat(problem(rehearsed(Duration.ofDays(-1), true, "a", "b")))
                .contains("the rehearsal of the pending migrations lies in the future: a clock was wrong");
        assertThat(RequiredRehearsalJudge.problem(
                        PENDING, Optional.of(rehearsed(Duration.ofDays(999), true, "a", "b")), Optional.empty(), NOW))
                .isEmpty();
    }

    @Test
    void a_rehearsal_with_critical_findings_does_not_do() {
        assertThat(problem(rehearsed(Duration.ZERO, false, "a", "b")))
                .contains(
                        "the rehearsal of the pending migrations on backup 20260131T000000Z has critical findings or failed");
    }

    @Test
    void a_check_warns_where_a_rehearsal_is_required_or_was_made() {
        assertThat(finding(PENDING, Optional.empty(), Optional.empty()).severity())
                .isEqualTo(Severity.OK);
        assertThat(finding(PENDING, Optional.empty(), DAY).severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(PENDING, Optional.of(rehearsed(Duration.ZERO, true, "a")), Optional.empty()))
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.remedy()).isEqualTo("pulse-db rehearse daily");
                });
        assertThat(finding(PENDING, Optional.of(rehearsed(Duration.ZERO, true, "a", "b")), DAY)
                        .message())
                .isEqualTo("what is pending was rehearsed on backup 20260131T000000Z");
    }

    private static Finding finding(
            Map<String, String> pending, Optional<RecordedRehearsal> last, Optional<Duration> within) {
        return RequiredRehearsalJudge.judge("pulse", pending, last, within, NOW);
    }

    private static Optional<String> problem(RecordedRehearsal last) {
        return RequiredRehearsalJudge.problem(PENDING, Optional.of(last), DAY, NOW);
    }

    private static RecordedRehearsal rehearsed(Duration ago, boolean good, String... digests) {
        return new RecordedRehearsal(
                "daily",
                "20260131T000000Z",
                "pulse",
                NOW.minus(ago),
                "server",
                good,
                0,
                List.of(digests).stream()
                        .map(digest -> new RecordedRehearsal.File(digest + ".sql", digest, Duration.ZERO))
                        .toList(),
                OptionalDouble.empty());
    }
}
