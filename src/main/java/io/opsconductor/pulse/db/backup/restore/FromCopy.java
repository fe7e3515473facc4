package io.opsconductor.pulse.db.backup.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * That a backup was brought from a copy elsewhere.
 *
 * @param place the copy's name
 * @param took bringing it
 * @param record where the result of a drill of it is written; empty on a machine that has no directory of the set
 */
public record FromCopy(String place, Duration took, Optional<Path> record) {}
