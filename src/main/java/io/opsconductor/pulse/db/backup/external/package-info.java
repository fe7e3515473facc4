/**
 * Backups that other tools made: dumps, base backups, pgBackRest. Anything may lie there, so all reading is bounded in
 * time and size.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.external.BackupListing}, which knows where each kind of set keeps
 * its backups; then {@link io.opsconductor.pulse.db.backup.external.ForeignStore} and
 * {@link io.opsconductor.pulse.db.backup.external.ForeignVerifier}. Writes nothing but its proofs.
 */
package io.opsconductor.pulse.db.backup.external;
