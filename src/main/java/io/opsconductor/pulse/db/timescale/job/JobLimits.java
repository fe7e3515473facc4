package io.opsconductor.pulse.db.timescale.job;

import java.time.Duration;

/**
 * What is asked of jobs.
 *
 * @param grace how late a job may start
 * @param failures from how many in a row it counts as broken
 * @param bySchedule false where no scheduler can run and jobs are called by hand
 */
public record JobLimits(Duration grace, int failures, boolean bySchedule) {}
