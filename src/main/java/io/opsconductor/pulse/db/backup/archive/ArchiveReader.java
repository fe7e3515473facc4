package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import io.opsconductor.pulse.db.backup.age.AgeFormatException;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.Outcome;

/**
 * Reads an archive to its end with pg_restore, without a database. A listing alone would accept one that was cut at 60 %.
 */
public final class ArchiveReader {
    private ArchiveReader() {}

    /**
     * @param counter holds afterwards what was read
     * @return why it cannot be read to its end; empty when it can
     * @throws IOException when an encrypted one cannot be opened
     * @throws PulseFailure when pg_restore cannot be run, or was ended from outside: that says nothing about the archive
     */
    public static Optional<String> problem(ClientPrograms programs, Archive archive, CopyRows counter)
            throws IOException, InterruptedException {
        return reason(programs, archive, counter).map(reason -> "the dump cannot be read to its end: " + reason);
    }

    private static Optional<String> reason(ClientPrograms programs, Archive archive, CopyRows counter)
            throws IOException, InterruptedException {
        try {
            Outcome<SortedMap<String, Long>> outcome =
                    archive.restore(List.of(programs.pgRestore(), "--file=-"), Map.of(), true, counter::count);
            if (outcome.endedFromOutside()) {
                throw PulseFailure.failed(
                        "pg_restore was ended while it read " + archive.path() + ": " + outcome.reason(),
                        "see who ended it; signal 9 often means too little memory",
                        null);
            }
            return outcome.succeeded()
                    ? counter.unfinished().map(table -> "it ends inside the data of " + table)
                    : Optional.of(outcome.reason());
        } catch (AgeFormatException e) {
            return Optional.of(e.getMessage());
        }
    }
}
