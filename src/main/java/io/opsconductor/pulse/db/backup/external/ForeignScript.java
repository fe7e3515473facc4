package io.opsconductor.pulse.db.backup.external;

import java.util.Optional;
import java.util.Set;

/**
 * Which part of a script is to be restored.
 *
 * @param part its place among the script's databases, from 1 on
 * @param databases the names of that database; none when the script does not tell
 * @param otherDatabases those that stay behind; a script of pg_dumpall holds several
 * @param writer the version of the pg_dump that wrote it; empty when the script does not tell
 */
public record ForeignScript(int part, Set<String> databases, Set<String> otherDatabases, Optional<String> writer) {}
