package io.opsconductor.pulse.db.timescale.background;

import java.util.Optional;

/**
 * What the view of jobs does not tell.
 *
 * @param owner the role as which the job runs
 * @param fixed empty: each run is counted from the end of the last
 * @param age how many transactions ago its row was written
 */
public record JobRow(String owner, Optional<FixedSchedule> fixed, long age) {
    public static final JobRow UNKNOWN = new JobRow("", Optional.empty(), 0);
}
