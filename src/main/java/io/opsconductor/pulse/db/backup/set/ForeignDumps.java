package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Where another tool's dumps lie.
 *
 * @param pattern of their names, as a shell has it; directly in the set's directory, or of keys, which may have slashes
 * @param zone what the clock of the host that makes them shows
 * @param stateDirectory where the results of reading them are kept; empty for beside them
 * @param place where in an object store they are, and not in a directory; then there is a directory for the results
 */
public record ForeignDumps(String pattern, ZoneId zone, Optional<Path> stateDirectory, Optional<CopyTarget> place) {}
