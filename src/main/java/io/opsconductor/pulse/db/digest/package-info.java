/**
 * SHA-256, for a text of a few lines and for a dump of many gigabytes.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.digest.Sha256}. Imports nothing of ours.
 */
package io.opsconductor.pulse.db.digest;
