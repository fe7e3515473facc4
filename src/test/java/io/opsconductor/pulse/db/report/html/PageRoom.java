package io.opsconductor.pulse.db.report.html;

import static io.opsconductor.pulse.db.timescale.Facts.NOW;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.RecoveryHistory;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecast;

/** Facts for a page. */
final class PageRoom {
    private PageRoom() {}

    static RecoveryHistory history(String set, List<DrillResult> drills, Backup... backups) {
        return new RecoveryHistory(
                set,
                Optional.of(Duration.ofDays(1)),
                Optional.of(Duration.ofHours(2)),
                List.of(backups),
                drills,
                Optional.of(NOW.plus(Duration.ofDays(2))),
                Optional.empty());
    }

    static RecoveryHistory unseen(String set, PulseFailure failure) {
        return new RecoveryHistory(
                set, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.of(failure));
    }

    static Event event(String subject) {
        return Event.scheduled(NOW.plusSeconds(60), Event.Kind.COMPRESSION, subject, "the job compresses 2 chunks");
    }

    static Forecast forecast(Event... events) {
        return new Forecast(
                NOW,
                NOW.plus(Duration.ofDays(7)),
                new CheckupResult(NOW, List.of(), Optional.empty()),
                List.of(events));
    }

    static DrillResult drill(String name) {
        return new DrillResult(
                name,
                name,
                NOW.minusSeconds(60),
                name,
                Duration.ofMinutes(3),
                1,
                1,
                List.of(name),
                Optional.empty(),
                Optional.empty(),
                name,
                List.of(name),
                Optional.empty(),
                Set.of());
    }

    static Backup backup(String id, long hoursAgo) {
        return new Backup(
                "daily",
                id,
                Path.of("/backups"),
                Optional.of(NOW.minus(Duration.ofHours(hoursAgo))),
                1024,
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                Optional.of(NOW.minus(Duration.ofHours(hoursAgo))),
                Duration.ZERO,
                Optional.empty(),
                Backup.Lack.NOTHING);
    }
}
