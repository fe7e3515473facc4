/**
 * Tables whose rows a crash of the server takes away.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.migrate.table.UnloggedTableCheck}. Knows no migration.
 */
package io.opsconductor.pulse.db.migrate.table;
