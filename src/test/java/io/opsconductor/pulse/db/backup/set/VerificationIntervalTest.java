package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class VerificationIntervalTest {
    private static final Instant NOW = Instant.parse("2026-02-01T08:17:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final VerificationInterval DAILY = interval("17 8 * * *");

    @Test
    void what_would_be_too_old_at_the_next_look_is_due_and_what_lasts_until_then_is_not() {
        Duration sixDays = Duration.ofDays(6);

        assertThat(DAILY.due(List.of(read(NOW.minus(sixDays))), NOW)).hasSize(1);
        assertThat(DAILY.due(List.of(read(NOW.minus(sixDays).plusMillis(1))), NOW))
                .isEmpty();
        assertThat(interval("17 8 * * 0").due(List.of(read(NOW)), NOW)).hasSize(1);
    }

    @Test
    void without_a_schedule_it_is_due_when_it_is_too_old() {
        VerificationInterval byHand = new VerificationInterval(WEEK, Integer.MAX_VALUE, Optional.empty());

        assertThat(byHand.due(List.of(read(NOW.minus(WEEK))), NOW)).hasSize(1);
        assertThat(byHand.due(List.of(read(NOW.minus(WEEK).plusMillis(1))), NOW))
                .isEmpty();
    }

    @Test
    void what_nobody_read_is_due_first_then_what_was_not_read_for_longest_and_a_clock_ahead_hides_nothing() {
        Backup unread = backup(Optional.empty());
        Backup lastYear = read(NOW.minus(Duration.ofDays(365)));
        Backup lastMonth = read(NOW.minus(Duration.ofDays(30)));
        Backup nextYear = read(NOW.plus(Duration.ofDays(365)));
        Backup yesterday = read(NOW.minus(Duration.ofDays(1)));

        assertThat(DAILY.due(List.of(nextYear, lastMonth, yesterday, unread, lastYear), NOW))
                .containsExactly(unread, lastYear, lastMonth, nextYear);
    }

    /** What lies in an object store costs money to read; one that tells its time only when it was read may be the newest. */
    @Test
    void of_more_than_that_the_newest_are_due() {
        VerificationInterval two = new VerificationInterval(WEEK, 2, Optional.empty());
        Backup old = of("a", Optional.of(NOW.minus(Duration.ofDays(3))));
        Backup older = of("b", Optional.of(NOW.minus(Duration.ofDays(4))));
        Backup newest = of("c", Optional.of(NOW.minus(Duration.ofDays(2))));
        Backup untold = of("d", Optional.empty());

        assertThat(two.due(List.of(older, old, newest), NOW)).containsExactlyInAnyOrder(newest, old);
        assertThat(two.due(List.of(older, untold, old, newest), NOW)).containsExactlyInAnyOrder(untold, newest);
        assertThat(two.due(List.of(older), NOW)).containsExactly(older);
    }

    private static Backup of(String id, Optional<Instant> snapshot) {
        return new Backup(
                "daily",
                id,
                Path.of(id),
                snapshot,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.of("not read yet"),
                Backup.Lack.PROOF);
    }

    private static VerificationInterval interval(String cron) {
        return new VerificationInterval(WEEK, Integer.MAX_VALUE, Optional.of(BackupSchedule.parse("daily", cron)));
    }

    private static Backup read(Instant time) {
        return backup(Optional.of(time));
    }

    private static Backup backup(Optional<Instant> verifiedAt) {
        return new Backup(
                "daily",
                "id",
                Path.of("/backups/daily/id"),
                Optional.of(Instant.EPOCH),
                1,
                Optional.empty(),
                Optional.empty(),
                verifiedAt,
                Duration.ZERO,
                Optional.empty(),
                Backup.Lack.NOTHING);
    }
}
