package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;

/**
 * A job that compresses or drops old chunks, as {@code pulse-db policies} shows it.
 *
 * @param hypertable the id of the hypertable in the catalogue; of a continuous aggregate the materialized one
 * @param job the id that {@code run_job} and {@code alter_job} take
 * @param every the schedule interval
 * @param scheduled false while it is paused
 * @param owner the role as which it runs
 * @param timezone in which its fixed schedule counts; empty when it has none
 */
public record PolicyJob(
        int hypertable,
        int job,
        PolicyKind kind,
        Lag lag,
        Duration every,
        boolean scheduled,
        JobOwner owner,
        Optional<String> timezone) {
    /**
     * For people, such as {@code 30d}.
     *
     * @param step what one integer of the time column lasts; empty when it holds time, or integer-step is not set
     */
    public String after(Optional<Duration> step) {
        return lag.text(step);
    }
}
