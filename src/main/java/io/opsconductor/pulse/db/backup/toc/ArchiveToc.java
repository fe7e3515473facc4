package io.opsconductor.pulse.db.backup.toc;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

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

    /** The schema of an extension; empty when the archive makes no such extension. */
    public Optional<String> schemaOfExtension(String name) {
        return entries.stream()
                .filter(entry -> entry.is("EXTENSION") && entry.tag().equals(name))
                .flatMap(entry -> SqlTokens.statements(entry.definition()).stream())
                .filter(tokens -> tokens.contains("SCHEMA") && tokens.indexOf("SCHEMA") + 1 < tokens.size())
                .map(tokens -> SqlIdentifier.unquoted(tokens.get(tokens.indexOf("SCHEMA") + 1)))
                .findFirst();
    }
}
