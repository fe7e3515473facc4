package io.opsconductor.pulse.db.drill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Outlook;
import io.opsconductor.pulse.db.forecast.Prospect;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks ahead at the drills of the backup sets that are judged beside a database. */
@Singleton
class DrillForecaster implements Forecaster {
    private final DrillCheck check;

    DrillForecaster(DrillCheck check) {
        this.check = check;
    }

    @Override
    public boolean once() {
        return true;
    }

    @Override
    public Outlook outlook(Database database, Collection<String> areas, Instant now, Instant until) {
        List<Prospect> prospects = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        if (areas.contains("backups")) {
            for (DrillProspect prospect : check.prospects(database, now, until, (set, failure) -> {})) {
                prospects.add(prospect);
                prospect.runs().stream()
                        .findFirst()
                        .map(run -> Event.scheduled(
                                run, Event.Kind.DRILL, prospect.set(), "the newest verified backup is restored"))
                        .ifPresent(events::add);
            }
        }
        return new Outlook(Optional.empty(), prospects, events);
    }
}
