package io.opsconductor.pulse.db.timescale.fix;

import java.time.Duration;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Told how {@code check --fix} gets on. */
public interface FixProgress {
    void started(FixStep step, int number, int of);

    void finished(FixStep step, Duration took);

    /** This step changed nothing; the others go on. */
    void failed(FixStep step, PulseFailure failure);

    /** The time is over, or the session is lost: so many steps were not begun. */
    void stopped(int notBegun, String reason);

    /** What was done could not be written into maintenance_log. */
    void notLogged(PulseFailure failure);
}
