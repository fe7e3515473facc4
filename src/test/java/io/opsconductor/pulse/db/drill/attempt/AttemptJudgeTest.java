package io.opsconductor.pulse.db.drill.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class AttemptJudgeTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Finding GOOD =
            Finding.ok("backup.drill", "daily", "6s, 3d ago", "within 2h", "backup b1 was restored and matches");

    @Test
    void a_drill_that_ended_without_a_result_takes_the_good_out_of_an_older_one() {
        Finding doubted =
                AttemptJudge.judge(GOOD, attempts(3, NOW.minusSeconds(7200), true, "no route to host"), false, NOW);

        assertThat(doubted.severity()).isEqualTo(Severity.WARNING);
        assertThat(doubted.message())
                .isEqualTo(
                        "backup b1 was restored and matches; since then 3 drills ended without a result, the last began"
                                + " 2h ago: no route to host");
        assertThat(doubted.measured()).isEqualTo("6s, 3d ago");
        assertThat(doubted.remedy()).isEqualTo("pulse-db drill daily");
    }

    @Test
    void one_that_may_still_be_under_way_says_nothing_yet_and_a_killed_one_does_afterwards() {
        Instant dayAgo = NOW.minus(DAY);

        assertThat(AttemptJudge.judge(GOOD, attempts(1, dayAgo, false, null), false, NOW))
                .isEqualTo(GOOD);
        assertThat(AttemptJudge.judge(GOOD, attempts(1, dayAgo.minusMillis(1), false, null), false, NOW)
                        .message())
                .contains("since then 1 drill ended without a result", "it was killed, or its server was lost");
        assertThat(AttemptJudge.judge(GOOD, attempts(2, dayAgo, false, "no route to host"), false, NOW)
                        .message())
                .as("the one before it is not forgotten meanwhile")
                .contains("since then 1 drill ended without a result", "no route to host");
    }

    @Test
    void what_is_bad_already_stays_so_with_its_cure() {
        Finding bad = Finding.critical("backup.drill", "daily", "the last restore failed: x")
                .cure(Remedy.command("pulse-db drill daily --backup=b1"));

        Finding judged = AttemptJudge.judge(bad, attempts(1, NOW, true, "y"), false, NOW);

        assertThat(judged.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged.message()).startsWith("the last restore failed: x; since then 1 drill ");
        assertThat(judged.remedy()).isEqualTo(bad.remedy());
    }

    @Test
    void without_a_result_as_new_as_promised_they_are_critical_once_one_has_ended() {
        Finding late = Finding.warning("backup.drill", "daily", "restored, but too long ago");

        Finding judged = AttemptJudge.judge(late, attempts(1, NOW, true, "no route to host"), true, NOW);
        assertThat(judged.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged.message()).startsWith("restored, but too long ago; since then 1 drill ended without");
        assertThat(AttemptJudge.judge(late, attempts(1, NOW, false, null), true, NOW))
                .as("under way")
                .isEqualTo(late);
    }

    private static DrillAttempts attempts(int count, Instant began, boolean ended, String said) {
        return new DrillAttempts(count, "b2", began, DAY, ended, Optional.ofNullable(said));
    }
}
