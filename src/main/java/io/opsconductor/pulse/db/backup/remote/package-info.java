/**
 * Copies of backups in an object store, by S3's protocol. Start with {@link
 * io.opsconductor.pulse.db.backup.remote.ObjectStore}: objects are put, read, listed and deleted by it; the AWS SDK is known
 * here and in the room below only. What a store answers is judged elsewhere.
 */
package io.opsconductor.pulse.db.backup.remote;
