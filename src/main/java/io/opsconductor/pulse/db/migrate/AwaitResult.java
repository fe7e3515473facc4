package io.opsconductor.pulse.db.migrate;

import java.time.Duration;

/**
 * A schema that is there.
 *
 * @param schemaVersion the newest applied version
 * @param awaited the version that was asked for
 * @param waited how long that took
 */
public record AwaitResult(String schemaVersion, String awaited, Duration waited) {}
