package io.opsconductor.pulse.db.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.postgres.ClientPrograms;

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
 * @param databaseBytes what that database took up on its server; empty for a backup of a pulse-db that did not ask
 * @param rows by table, quoted as in SQL
 * @param contents empty for a backup of a pulse-db that did not look
 * @param rto how long a restore may take; empty when nobody decided
 * @param passedOver newer backups of the set that cannot be counted on, and why; one line each
 * @param seal how what is written down about it is sealed
 */
public record Restorable(
        Backup backup,
        Path archive,
        Optional<Path> globals,
        ClientPrograms programs,
        String database,
        Optional<String> timescaleVersion,
        Optional<String> edition,
        Optional<String> schemaVersion,
        OptionalLong databaseBytes,
        Map<String, Long> rows,
        Optional<Contents> contents,
        Optional<Duration> rto,
        List<String> passedOver,
        SealKey seal) {}
