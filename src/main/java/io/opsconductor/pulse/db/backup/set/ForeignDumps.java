package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Where another tool's dumps lie.
 *
 * @param pattern of their names, as a shell has it; directly in the set's directory
 * @param zone what the clock of the host that makes them shows
 * @param stateDirectory where the results of reading them are kept; empty for beside them
 */
public record ForeignDumps(String pattern, ZoneId zone, Optional<Path> stateDirectory) {}
