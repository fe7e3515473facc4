package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says whose dump a dump is that should be another database's. */
public final class DatabaseNames {
    private static final int SHOWN = 5;

    private DatabaseNames() {}

    /**
     * @param found what the dump names; none when it does not tell
     * @param wanted whose it should be, by any of these names; empty for any database's
     */
    public static Optional<String> problem(Set<String> found, Set<String> wanted) {
        boolean may = found.isEmpty() || wanted.isEmpty() || found.stream().anyMatch(wanted::contains);
        return may ? Optional.empty() : Optional.of(others(found, wanted));
    }

    /**
     * @param found what the dump names, at least one
     * @param wanted whose it should be, by any of these names
     */
    public static String others(Collection<String> found, Set<String> wanted) {
        return (found.size() == 1 ? "it is a dump of the database " : "it is a dump of the databases ") + list(found)
                + ", not of " + list(wanted);
    }

    /** By which it was reached when an archive was made: behind a pooler another than its own. Empty where it does not tell. */
    public static Optional<String> inHeader(Path archive) {
        try {
            byte[] start = FirstBytes.of(archive);
            return DumpKind.of(start).header(start).map(ArchiveHeader::database);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String list(Collection<String> names) {
        String list =
                String.join(", ", new TreeSet<>(names).stream().limit(SHOWN).toList());
        return names.size() > SHOWN ? list + ", …" : list;
    }
}
