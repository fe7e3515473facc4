package io.opsconductor.pulse.db.backup.external;

import java.time.Instant;
import java.util.Optional;

/**
 * One of the places where pgBackRest keeps a stanza's backups.
 *
 * @param key pgBackRest's number of it
 * @param newest when the newest good backup in it began; empty when it holds none
 * @param problem why it cannot be used, in pgBackRest's words; empty when it can
 */
public record BackupRepository(int key, Optional<Instant> newest, Optional<String> problem) {}
