package io.opsconductor.pulse.db.timescale.catalog;

import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.Retries;

/**
 * A job that refreshes a continuous aggregate from {@code start} to {@code end} before the present.
 *
 * @param aggregate the id of its materialized hypertable
 * @param start empty: from the beginning
 * @param end empty: up to the newest
 * @param fixed the slots that it keeps; empty: each run is counted from the end of the last
 * @param owner as whom it runs
 * @param most buckets that one run takes, the newest first unless it is told otherwise; empty: all that wait
 */
public record RefreshPolicy(
        int aggregate,
        int job,
        boolean scheduled,
        Optional<Lag> start,
        Optional<Lag> end,
        Retries retries,
        Optional<FixedSchedule> fixed,
        JobOwner owner,
        OptionalLong most) {}
