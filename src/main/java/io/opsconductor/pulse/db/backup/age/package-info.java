/**
 * Files of the format age v1, encrypted to X25519 recipients: written and read as streams, so that no plain text lies on a
 * disk. The age program reads what is written here, and the other way round.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.age.AgeOutput} and {@link io.opsconductor.pulse.db.backup.age.AgeKey}.
 * Knows nothing of backups. Only this room knows the library.
 *
 * @see <a href="https://c2sp.org/age">The format</a>
 */
package io.opsconductor.pulse.db.backup.age;
