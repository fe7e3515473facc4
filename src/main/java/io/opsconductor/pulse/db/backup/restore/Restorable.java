package io.opsconductor.pulse.db.backup.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.external.ForeignScript;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.store.BackupInUse;
import io.opsconductor.pulse.db.backup.store.RecordFiles;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;

/**
 * A verified backup with what a restore has to know of it.
 *
 * @param archive what pg_restore reads
 * @param globals the script that makes the roles; empty when they are not in the backup
 * @param programs at least as new as the ones that wrote the archive
 * @param database the name of the database it was taken from
 * @param timescaleVersion empty when that database was without TimescaleDB
 * @param edition {@code timescale} for the community edition, {@code apache}, {@code unknown}; empty without TimescaleDB
 * @param schemaVersion the newest migration in it; empty when none was recorded
 * @param powerful the roles that had a superuser's rights where it was taken; empty when it does not tell
 * @param databaseBytes what that database took up on its server; empty for a backup of a pulse-db that did not ask
 * @param rows by table, quoted as in SQL
 * @param contents empty for a backup of a pulse-db that did not look
 * @param rto how long a restore may take; empty when not configured
 * @param passedOver newer backups of the set that cannot be counted on, and why; one line each
 * @param seal how what is written down about it is sealed
 * @param foreign empty for a backup of ours
 * @param copy where it was brought from; empty for one that lies here
 */
public record Restorable(
        Backup backup,
        Archive archive,
        Optional<Path> globals,
        ClientPrograms programs,
        String database,
        Optional<String> timescaleVersion,
        Optional<String> edition,
        Optional<String> schemaVersion,
        Optional<Set<String>> powerful,
        OptionalLong databaseBytes,
        Map<String, Long> rows,
        Optional<Contents> contents,
        Optional<Duration> rto,
        List<String> passedOver,
        SealKey seal,
        Optional<ForeignDump> foreign,
        Optional<FromCopy> copy) {

    /** The tables whose rows are counted, each name in double quotes. */
    public Set<String> tables() {
        return rows.keySet().stream()
                .map(table -> SqlWords.unquotedTable(table).split("\0", 2))
                .map(name -> quoted(name[0], name[1]))
                .collect(Collectors.toSet());
    }

    /** As {@link #tables()} has it. */
    public static String quoted(String schema, String table) {
        return SqlIdentifier.of(schema) + "." + SqlIdentifier.of(table);
    }

    /** Where the result of a drill is written: beside a backup of ours, and once more for its set; of a copy once. */
    public List<Path> drillRecords() {
        if (copy.isPresent()) {
            return copy.get().record().stream().toList();
        }
        Path path = backup.path();
        return foreign.map(dump -> List.of(dump.record()))
                .orElseGet(() -> List.of(path.resolve(RecordFiles.DRILL), path.resolveSibling(RecordFiles.LAST_DRILL)));
    }

    /** Which part of a script it is; empty for an archive. */
    public Optional<ForeignScript> script() {
        return foreign.flatMap(ForeignDump::script);
    }

    /**
     * Whose backup it is, by its own name and that by which the database was reached, which are two behind a pooler; none when it
     * does not tell.
     */
    public Set<String> databases() {
        Set<String> names = new HashSet<>(Set.of(database));
        DatabaseNames.inHeader(archive.path()).ifPresent(names::add);
        names.remove("");
        return names;
    }

    /** What tells how many rows and what else there have to be, for sentences. */
    public String promise() {
        return foreign.isPresent() ? "the dump" : "the manifest";
    }

    /** Lets go of what is restored. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Keeps rotation from removing it meanwhile; a dump that another tool made is not ours to mark or remove, but for what
     * was downloaded of it.
     */
    public Held held() {
        Held mark = foreign.<Held>map(dump -> dump.file()::close)
                .orElseGet(() -> BackupInUse.reading(backup.path())::close);
        return () -> {
            archive.close();
            mark.close();
        };
    }
}
