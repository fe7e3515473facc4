package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.config.FileKey;

/** Words a backup set that keeps a recovery point objective, as lines of a configuration file. Pure. */
public final class ProposedSet {
    private ProposedSet() {}

    /** A schedule, and the longest time between two of its backups. */
    private record Rhythm(Duration between, String cron) {}

    /** From rare to frequent. */
    private static final List<Rhythm> RHYTHMS = List.of(
            new Rhythm(Duration.ofHours(24), "17 2 * * *"),
            new Rhythm(Duration.ofHours(12), "17 2,14 * * *"),
            new Rhythm(Duration.ofHours(6), "17 2,8,14,20 * * *"),
            new Rhythm(Duration.ofHours(3), "17 2,5,8,11,14,17,20,23 * * *"),
            new Rhythm(Duration.ofHours(1), "17 * * * *"),
            new Rhythm(Duration.ofMinutes(30), "2,32 * * * *"),
            new Rhythm(Duration.ofMinutes(15), "2,17,32,47 * * * *"));

    /** @param bytes of the database; empty when that cannot be asked */
    public static List<String> of(String set, Path directory, Duration rpo, OptionalLong bytes) {
        Rhythm rhythm = RHYTHMS.stream()
                .filter(one -> one.between().multipliedBy(2).compareTo(rpo) <= 0)
                .findFirst()
                .orElse(RHYTHMS.get(RHYTHMS.size() - 1));
        boolean keeps = rhythm.between().multipliedBy(2).compareTo(rpo) <= 0;
        String size = bytes.isPresent() ? "the database has " + Bytes.text(bytes.getAsLong()) + "; " : "";
        return List.of(
                "",
                FileKey.comment(size + "a backup every " + FileKey.duration(rhythm.between())
                        + (keeps
                                ? " keeps a recovery point of " + FileKey.duration(rpo) + ", one failure included"
                                : " is the most that dumps can do: archive the write-ahead log too (kind=wal)")),
                line(set, "directory", directory.toString()),
                line(set, "rpo", FileKey.duration(rpo)),
                line(set, "rto", "2h"),
                line(set, "schedule", rhythm.cron()),
                line(set, "verify-schedule", "47 8 * * *"),
                line(set, "drill-every", "30d"),
                line(set, "keep-last", "4"),
                line(set, "keep-daily", "7"),
                line(set, "keep-weekly", "4"));
    }

    private static String line(String set, String key, String value) {
        return FileKey.line("pulse.backups", set, key, value);
    }
}
