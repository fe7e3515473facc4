/**
 * Statements kept in files, rows, names and literals.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.postgres.sql.Query} and
 * {@link io.opsconductor.pulse.db.postgres.sql.SqlFile}.
 */
package io.opsconductor.pulse.db.postgres.sql;
