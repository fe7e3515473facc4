package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Where dumps lie that somebody else makes.
 *
 * @param pattern of their names, as a shell has it; directly in the set's directory
 * @param zone what the clock of the host that makes them shows
 * @param stateDirectory where it is remembered what came of reading them; empty for beside them
 */
public record ForeignDumps(String pattern, ZoneId zone, Optional<Path> stateDirectory) {}
