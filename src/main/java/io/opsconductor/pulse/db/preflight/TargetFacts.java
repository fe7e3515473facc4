package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A target as its sessions meet it.
 *
 * @param versionNumber such as {@code 170012}
 * @param version such as {@code 17.12}
 * @param inRecovery it is a standby
 * @param readOnly its transactions are, without being told
 * @param now by the server's clock
 * @param walBytes {@code max_wal_size}
 * @param bytes of the database
 * @param eventTriggers those that are enabled and of no extension, quoted where SQL needs it
 */
record TargetFacts(
        String database,
        String role,
        int versionNumber,
        String version,
        boolean inRecovery,
        boolean readOnly,
        String encoding,
        Instant now,
        long walBytes,
        long bytes,
        List<String> eventTriggers) {

    int major() {
        return versionNumber / 10_000;
    }

    /**
     * By which versions of its library a database's texts are ordered.
     *
     * @param recorded the one by which the indexes were built; empty where the library tells none
     * @param actual the one that is there now
     * @param untrustedCode what building all indexes would run with the rights of a trusted owner; empty for nothing
     */
    record Collation(Optional<String> recorded, Optional<String> actual, Optional<String> untrustedCode) {}
}
