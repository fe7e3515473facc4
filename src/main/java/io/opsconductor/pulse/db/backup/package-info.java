/**
 * Backups made by pg_dump: taken, verified by reading them to the end, listed, judged against the recovery point
 * objective. What proves a backup lies beside it, in its manifest.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.backup.Backups}, then {@code take.BackupTaker}, {@code archive.ArchiveReader}
 * and {@code store.Manifest}; for the verdict, {@code judge.BackupCheck}. Rooms, bottom up: {@code file}, {@code age}, {@code script},
 * {@code set}, {@code toc}, {@code archive}, {@code store}, {@code take}, {@code external}, {@code restore},
 * {@code remote}, {@code judge}, {@code omission}. Others use
 * this package and {@code set}.
 */
package io.opsconductor.pulse.db.backup;
