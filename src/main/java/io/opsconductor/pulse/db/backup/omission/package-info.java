/**
 * What the database holds and its dumps do not, however well they are taken: pg_dump leaves out what it takes for a part of an
 * extension, and on a standby the rows of unlogged tables.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.omission.OmissionCheck}. Knows the database's catalogue and where
 * backups lie; reads no dump.
 */
package io.opsconductor.pulse.db.backup.omission;
