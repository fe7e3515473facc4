/**
 * The words that callers and this feature share: requests, progress, states, settings.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.status.MigrationStatus}. Reads nothing.
 */
package io.opsconductor.pulse.db.migrate.status;
