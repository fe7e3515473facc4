/**
 * From pg_dump to a verified directory.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.take.BackupTaker}; then
 * {@link io.opsconductor.pulse.db.backup.take.BackupVerifier}. Judges nothing.
 */
package io.opsconductor.pulse.db.backup.take;
