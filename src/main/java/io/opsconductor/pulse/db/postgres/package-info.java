/**
 * Everything that speaks to PostgreSQL itself. Knows nothing of migrations, policies or backups.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.postgres.Database}. Rooms: {@code url} (where a database is), {@code sql}
 * (statements in files, names and literals), {@code wire} (logging in), {@code session} (who holds one up, and how it is
 * given up), {@code lock} (advisory locks), {@code tool} (PostgreSQL's programs as child processes),
 * {@code trust} (who may write into a search path).
 */
package io.opsconductor.pulse.db.postgres;
