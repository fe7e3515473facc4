package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.AgeFormatException;
import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.failure.ParallelTask;
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
        return problem(programs, archive, counter, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors how many runs of pg_restore there may be */
    static Optional<String> problem(ClientPrograms programs, Archive archive, CopyRows counter, int processors)
            throws IOException, InterruptedException {
        return reason(programs, archive, counter, processors)
                .map(reason -> "the dump cannot be read to its end: " + reason);
    }

    private static Optional<String> reason(ClientPrograms programs, Archive archive, CopyRows counter, int processors)
            throws IOException, InterruptedException {
        List<List<Integer>> shares = archive.isEncrypted() ? List.of() : ArchiveShares.of(archive.path(), processors);
        List<String> command = List.of(programs.pgRestore(), "--file=-");
        try {
            return shares.isEmpty()
                    ? reason(archive, counter, archive.restore(command, Map.of(), true, counter::count))
                    : sideBySide(archive, command, shares, counter);
        } catch (AgeFormatException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> sideBySide(
            Archive archive, List<String> command, List<List<Integer>> shares, CopyRows counter)
            throws IOException, InterruptedException {
        List<ParallelTask<Optional<String>>> others = new ArrayList<>();
        try {
            for (List<Integer> entries : shares.subList(1, shares.size())) {
                CopyRows share = counter.share();
                others.add(new ParallelTask<>(
                        "read a share of " + archive.path(),
                        () -> reason(archive, share, archive.restore(command, entries, share::count))));
            }
            Optional<String> reason = reason(archive, counter, archive.restore(command, shares.get(0), counter::count));
            for (ParallelTask<Optional<String>> other : others) {
                reason = reason.isPresent() ? reason : other.result();
            }
            counter.takeInShares();
            return reason;
        } finally {
            others.forEach(ParallelTask::close);
        }
    }

    private static Optional<String> reason(Archive archive, CopyRows counter, Outcome<?> outcome) {
        String reason = OpenDirectory.named(outcome.reason());
        if (outcome.endedFromOutside()) {
            throw PulseFailure.failed(
                    "pg_restore was ended while it read "
                            + OpenDirectory.named(archive.path().toString()) + ": " + reason,
                    "see who ended it; signal 9 often means too little memory",
                    null);
        }
        return outcome.succeeded()
                ? counter.unfinished().map(table -> "it ends inside the data of " + table)
                : Optional.of(reason);
    }
}
