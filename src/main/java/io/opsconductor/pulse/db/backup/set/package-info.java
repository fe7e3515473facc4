/**
 * What a backup set promises, and the words that callers share: sets, backups, schedules, rotation.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.set.BackupTarget} and
 * {@link io.opsconductor.pulse.db.backup.set.Backup}. May know no manifest and no dump.
 */
package io.opsconductor.pulse.db.backup.set;
