/**
 * Which backup is restored, and what a restore has to know of it.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.restore.Restorables}. Restores nothing itself: that is drill's.
 */
package io.opsconductor.pulse.db.backup.restore;
