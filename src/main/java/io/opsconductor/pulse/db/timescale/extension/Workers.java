package io.opsconductor.pulse.db.timescale.extension;

/**
 * Background workers: what the server has, and who wants them.
 *
 * @param workers {@code timescaledb.max_background_workers}
 * @param processes {@code max_worker_processes}, which TimescaleDB's workers and the parallel ones share
 * @param parallel {@code max_parallel_workers}
 * @param databases those with a scheduler, this one included; each scheduler takes a worker for good
 * @param jobs scheduled in this database
 */
record Workers(String database, int workers, int processes, int parallel, int databases, int jobs) {}
