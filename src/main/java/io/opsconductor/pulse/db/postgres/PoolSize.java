package io.opsconductor.pulse.db.postgres;

/**
 * How many sessions a pool holds.
 *
 * @param min kept open while the pool is in use; {@code PG_POOL_MIN}
 * @param max never exceeded; {@code PG_POOL_MAX}
 */
public record PoolSize(int min, int max) {
    public static final PoolSize DEFAULT = new PoolSize(2, 10);
}
