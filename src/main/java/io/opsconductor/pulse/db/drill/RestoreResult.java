package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.drill.compare.NotRestored;

/**
 * A backup that was restored for keeps.
 *
 * @param backup the backup's id
 * @param database where to, without password
 * @param took from the empty database to the restored one, the comparison not counted
 * @param bytes its size
 * @param tables how many were compared
 * @param differences from the manifest, one sentence each; empty when all is as it was
 * @param jobs TimescaleDB's jobs that were dumped as scheduled
 * @param schedulerRuns whether that server runs them now
 * @param release the statement that lets the jobs run; empty when they were let run, or there are none
 * @param snapshotTime all that was committed before is there
 * @param age how long ago that is
 * @param passedOver newer backups that cannot be counted on, and why
 * @param comparedWith what told what there had to be, for sentences: the manifest, or the dump itself
 * @param notCompared what the dump does not tell, and so could differ unnoticed
 * @param notRestored statements that give it what the backup's database had of its own and this one lacks
 * @param notShown how many more of these statements there are
 */
public record RestoreResult(
        String set,
        String backup,
        String database,
        Duration took,
        long bytes,
        int tables,
        List<String> differences,
        long jobs,
        boolean schedulerRuns,
        Optional<String> release,
        Optional<Instant> snapshotTime,
        Duration age,
        List<String> passedOver,
        String comparedWith,
        List<String> notCompared,
        List<String> notRestored,
        int notShown) {

    public RestoreResult {
        differences = List.copyOf(differences);
        passedOver = List.copyOf(passedOver);
        notCompared = List.copyOf(notCompared);
        notRestored = List.copyOf(notRestored);
    }

    RestoreResult lacking(NotRestored what) {
        return new RestoreResult(
                set,
                backup,
                database,
                took,
                bytes,
                tables,
                differences,
                jobs,
                schedulerRuns,
                release,
                snapshotTime,
                age,
                passedOver,
                comparedWith,
                notCompared,
                what.statements(),
                what.notShown());
    }
}
