package io.opsconductor.pulse.db.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of one drill, as it is recorded beside the backup.
 *
 * @param backup the backup's id
 * @param at when it ended
 * @param server where it was restored, without password
 * @param took from the empty database to the restored one, the comparison not counted; zero when it failed
 * @param bytes the size of the restored database
 * @param tables how many were compared
 * @param differences from the manifest, one sentence each; empty when all is as it was
 * @param failure why it could not be restored; empty when it could
 * @param rto how long it might have taken; empty when not configured
 * @param comparedWith what told what there had to be, for sentences: the manifest, or the dump itself
 * @param notCompared what the dump does not tell or a drill does not fill, and so could differ unnoticed
 * @param copy the copy elsewhere that it was brought from, which is part of what it took; empty for one that lay here
 * @param databases the names of the database that the backup is of; none where the dump does not tell, and in records of a
 *     pulse-db that did not write them
 */
public record DrillResult(
        String set,
        String backup,
        Instant at,
        String server,
        Duration took,
        long bytes,
        int tables,
        List<String> differences,
        Optional<String> failure,
        Optional<Duration> rto,
        String comparedWith,
        List<String> notCompared,
        Optional<String> copy,
        Set<String> databases) {
    /** Of a backup of ours. */
    static final String MANIFEST = "the manifest";

    public DrillResult {
        differences = List.copyOf(differences);
        notCompared = List.copyOf(notCompared);
        databases = Set.copyOf(databases);
    }

    public boolean matches() {
        return failure.isEmpty() && differences.isEmpty();
    }

    /** True when no limit is configured. */
    public boolean withinRto() {
        return rto.map(limit -> took.compareTo(limit) <= 0).orElse(true);
    }
}
