package io.opsconductor.pulse.db.backup.archive;

import java.util.List;

/**
 * The table of contents of an archive in custom, directory or tar format.
 *
 * @param database the name of the database that was dumped
 * @param serverVersion of its server, such as {@code 17.5}
 * @param entries in the order in which pg_restore takes them
 */
public record ArchiveToc(String database, String serverVersion, List<TocEntry> entries) {
    public ArchiveToc {
        entries = List.copyOf(entries);
    }
}
