/**
 * Backups made by pg_dump: taken, verified by reading them to the end, listed, judged against the recovery point
 * objective. What proves a backup lies beside it, in its manifest.
 */
package io.opsconductor.pulse.db.backup;
