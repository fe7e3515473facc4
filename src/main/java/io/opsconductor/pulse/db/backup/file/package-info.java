/**
 * Files that others may tamper with: small ones read within limits, private ones made, checksums and seals.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.file.SmallFile}. Knows nothing of backups.
 */
package io.opsconductor.pulse.db.backup.file;
