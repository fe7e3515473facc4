package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** What {@code migrate} has to do with rehearsals: nothing while nothing is pending. */
@Singleton
public class Rollouts {
    private final RehearsalStore store;

    Rollouts(RehearsalStore store) {
        this.store = store;
    }

    /**
     * A run, to be held against the last rehearsal on a backup of that database.
     *
     * @param within how old the rehearsal of what is pending may be; empty when none is required
     */
    public Rollout of(Database database, Optional<Duration> within) {
        return new Rollout(() -> store.last(database), within, Instant.now());
    }

    /** Keeps how a rollout and its rehearsal compare, for the next one. */
    public void keep(Rollout rollout) {
        try {
            rollout.measured().ifPresent(store::writeLast);
        } catch (PulseFailure readOnly) {
            // The files are applied; what is lost is the scale of the next rehearsal.
        }
    }
}
