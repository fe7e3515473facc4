/**
 * What lies in a set's directory: manifests, records, locks, rotation.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.store.BackupStore}, then
 * {@link io.opsconductor.pulse.db.backup.store.Manifest} and {@link io.opsconductor.pulse.db.backup.store.Rotator}. Starts
 * no program and asks no database.
 */
package io.opsconductor.pulse.db.backup.store;
