/**
 * When the next backups are taken and read, when the recovery point will be missed, when the volume is full.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.outlook.BackupForecaster}. All but it is pure.
 */
package io.opsconductor.pulse.db.backup.outlook;
