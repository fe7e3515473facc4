package io.opsconductor.pulse.db.backup.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;

/**
 * The database of a backup, as it was just before its dump began.
 *
 * @param snapshotTime all that was committed before is in the dump: the database's own clock just before it began; on a
 *     standby, when the last transaction that it had replayed was committed
 * @param serverTime the database's own clock just before the dump, where that is another time; empty unless on a standby
 * @param serverVersion such as {@code 17.5}
 * @param timescale empty when the extension is not installed in this database
 * @param schemaVersion the newest applied migration, such as {@code 036a}; empty when none is recorded
 * @param powerful the roles of its server with a superuser's rights: superusers, who can become one, and who may use the
 *     server's files or programs; empty in manifests of a pulse-db that did not ask
 * @param bytes what it takes up on its server, indexes included; empty in manifests of a pulse-db that did not ask
 */
public record Source(
        String database,
        Instant snapshotTime,
        Optional<Instant> serverTime,
        String serverVersion,
        Optional<Timescale> timescale,
        Optional<String> schemaVersion,
        Optional<Set<String>> powerful,
        OptionalLong bytes) {

    /**
     * @param edition {@code timescale} for the community edition, {@code apache}, or {@code unknown} when the server does
     *     not tell
     */
    public record Timescale(String version, String edition) {}

    Source withPowerful(Optional<Set<String>> roles) {
        return new Source(database, snapshotTime, serverTime, serverVersion, timescale, schemaVersion, roles, bytes);
    }

    /** What pg_dump has to match. */
    public int serverMajor() {
        return ClientPrograms.major(serverVersion);
    }
}
