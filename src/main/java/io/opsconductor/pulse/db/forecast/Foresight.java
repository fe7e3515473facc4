package io.opsconductor.pulse.db.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/** Looks ahead at each database of a checkup, within it, and puts together what all features say; one checkup after the other. */
public final class Foresight {
    private final List<Forecaster> forecasters;
    private final Duration ahead;
    private final List<Outlook> outlooks = new ArrayList<>();
    private Optional<PulseFailure> refused = Optional.empty();

    public Foresight(List<Forecaster> forecasters, Duration ahead) {
        this.forecasters = forecasters;
        this.ahead = ahead;
    }

    /** As {@link io.opsconductor.pulse.db.check.Survey.Look} has it. */
    public void at(Database database, Collection<String> areas, Instant now) {
        try {
            List<Outlook> found = forecasters.stream()
                    .filter(one -> !one.once() || database.label().isEmpty())
                    .map(one -> one.outlook(database, areas, now, now.plus(ahead)))
                    .toList();
            synchronized (outlooks) {
                outlooks.addAll(found);
            }
        } catch (PulseFailure failure) {
            synchronized (outlooks) {
                refused = Optional.of(failure);
            }
        }
    }

    /**
     * What was seen since the last time.
     *
     * @throws PulseFailure (usage) when a schedule runs too many times until then
     */
    public Forecast forecast(CheckupResult checkup) {
        synchronized (outlooks) {
            refused.ifPresent(failure -> {
                throw failure;
            });
            Forecast forecast = Forecast.of(checkup.checkedAt().plus(ahead), checkup, outlooks);
            outlooks.clear();
            return forecast;
        }
    }
}
