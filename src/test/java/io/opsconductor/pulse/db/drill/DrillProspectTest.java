package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.set.BackupSchedule;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.forecast.Forecast;
import io.opsconductor.pulse.db.forecast.Outlook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DrillProspectTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    /** A checkup of {@code run} looks a week ahead, and the next one has its turn in five minutes: this took longer. */
    @Test
    @Timeout(10)
    void a_schedule_by_minutes_is_followed_for_a_week_in_no_time() {
        Instant until = NOW.plus(Duration.ofDays(7));
        DrillProspect prospect = new DrillProspect(
                "daily",
                Optional.of(Duration.ofDays(7)),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                BackupSchedule.parse("daily", "* * * * *").between(NOW, until));

        Forecast forecast = Forecast.of(
                until,
                new CheckupResult(NOW, List.of(), Optional.empty()),
                List.of(new Outlook(Optional.empty(), List.of(prospect), List.of())));

        assertThat(forecast.events()).singleElement().satisfies(event -> assertThat(event.message())
                .startsWith("backup.drill becomes ok"));
    }
}
