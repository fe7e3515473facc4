/**
 * Verdicts: recovery point, proof, copies, size, schedule, WAL, locks that clash with jobs.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.judge.BackupCheck}. Judges are pure; only checks and catalogues read.
 */
package io.opsconductor.pulse.db.backup.judge;
