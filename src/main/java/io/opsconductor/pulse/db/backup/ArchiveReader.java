package io.opsconductor.pulse.db.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.Outcome;

/**
 * Reads an archive to its end with pg_restore, without a database. A listing alone would accept one that was cut at 60 %.
 */
final class ArchiveReader {
    private ArchiveReader() {}

    /**
     * @return the rows of every table, as counted in the archive
     * @throws PulseFailure (failed) when it cannot be read to the end
     */
    static SortedMap<String, Long> rows(ClientPrograms programs, Path archive, CopyRows counter)
            throws InterruptedException {
        Outcome<SortedMap<String, Long>> outcome = ChildProcess.run(
                List.of(programs.pgRestore(), "--file=-", archive.toString()), Map.of(), counter::count);
        if (!outcome.succeeded()) {
            throw unreadable(outcome.reason());
        }
        counter.unfinished().ifPresent(table -> {
            throw unreadable("it ends inside the data of " + table);
        });
        return outcome.output();
    }

    private static PulseFailure unreadable(String reason) {
        return PulseFailure.failed(
                "the dump cannot be read to its end: " + reason,
                "take the backup again; if it happens twice, check the disk",
                null);
    }
}
