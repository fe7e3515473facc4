package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What is kept of a rehearsal.
 *
 * @param database the name of the one that the backup is of
 * @param at when it ended
 * @param good whether nothing spoke against applying the files
 * @param bytes the size of the restored database
 * @param files in order
 * @param ratio how many times as long as they had taken in the rehearsal before the files of the last rollout took; empty when
 *     there was none yet
 */
record RecordedRehearsal(
        String set,
        String backup,
        String database,
        Instant at,
        String server,
        boolean good,
        long bytes,
        List<File> files,
        OptionalDouble ratio) {
    /** @param digest of its text, however it is laid out */
    record File(String script, String digest, Duration took) {}

    RecordedRehearsal {
        files = List.copyOf(files);
    }

    static RecordedRehearsal of(RehearsalResult result, String database) {
        return new RecordedRehearsal(
                result.set(),
                result.backup(),
                database,
                result.at(),
                result.server(),
                result.good(),
                result.bytes(),
                result.files().stream()
                        .map(file -> new File(file.script(), file.digest(), file.took()))
                        .toList(),
                result.ratio());
    }

    Map<String, Duration> byDigest() {
        return files.stream().collect(Collectors.toMap(File::digest, File::took, Duration::plus));
    }

    RecordedRehearsal ratio(double measured) {
        return new RecordedRehearsal(
                set, backup, database, at, server, good, bytes, files, OptionalDouble.of(measured));
    }
}
