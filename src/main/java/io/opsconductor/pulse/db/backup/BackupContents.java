package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Encryption;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.Source;

/**
 * What a backup of ours says of itself.
 *
 * @param database whose backup it is
 * @param databaseBytes what that took up on its server; empty for a backup of a pulse-db that did not ask
 * @param schemaVersion the newest migration in it; empty when none was recorded
 * @param timescaleVersion empty without TimescaleDB
 * @param edition {@code timescale}, {@code apache} or {@code unknown}; empty without TimescaleDB
 * @param noGlobals why roles and tablespaces are not in it; empty when they are
 * @param rows by table, those of TimescaleDB's catalogue left out; chunks are tables; empty for an encrypted backup that no
 *     identity at hand opens
 * @param hypertables with their chunks; empty for a backup of a pulse-db that did not look
 * @param jobs policies and user-defined ones; empty as before
 */
public record BackupContents(
        String database,
        OptionalLong databaseBytes,
        Optional<String> schemaVersion,
        String serverVersion,
        Optional<String> timescaleVersion,
        Optional<String> edition,
        String pgDumpVersion,
        Optional<String> noGlobals,
        Optional<Map<String, Long>> rows,
        Optional<List<Hypertable>> hypertables,
        Optional<Integer> jobs) {

    /** A hypertable or a continuous aggregate's table of rows. */
    public record Hypertable(String name, long chunks, long compressedChunks) {}

    /** True for a table in which chunks of hypertables lie, compressed or not. */
    public static boolean isChunk(String table) {
        return table.startsWith("_timescaledb_internal.");
    }

    /** Of a backup of ours; empty where what it says cannot be believed. */
    static Optional<BackupContents> read(Backup backup, SealKey seal, Encryption encryption) {
        try {
            Manifest head = ManifestJson.read(backup.path(), seal);
            Optional<AgeKey> key = head.isEncrypted()
                    ? encryption.fitting(head.path(backup.path(), Manifest.DUMP), head.encryptedTo(), seal)
                    : Optional.empty();
            return Optional.of(
                    head.isEncrypted() && key.isEmpty()
                            ? of(head, Optional.empty())
                            : of(EncryptedContents.open(head, backup.path(), key)));
        } catch (IOException | ManifestProblem e) {
            return Optional.empty();
        }
    }

    private static BackupContents of(Manifest manifest) {
        Map<String, Long> rows = new TreeMap<>(manifest.rows());
        rows.keySet().removeIf(table -> table.startsWith("_timescaledb_catalog."));
        return of(manifest, Optional.of(rows));
    }

    private static BackupContents of(Manifest manifest, Optional<Map<String, Long>> rows) {
        Source source = manifest.source();
        Optional<Contents> contents = manifest.contents();
        return new BackupContents(
                source.database(),
                source.bytes(),
                source.schemaVersion(),
                source.serverVersion(),
                source.timescale().map(Source.Timescale::version),
                source.timescale().map(Source.Timescale::edition),
                manifest.pgDumpVersion(),
                manifest.noGlobals(),
                rows,
                contents.map(found -> found.hypertables().stream()
                        .map(one -> new Hypertable(one.name(), one.chunks(), one.compressedChunks()))
                        .toList()),
                contents.map(found -> found.jobs().size()));
    }
}
