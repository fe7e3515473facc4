package io.opsconductor.pulse.db.migrate;

import java.time.Duration;

/**
 * A schema that is there.
 *
 * @param schemaVersion the newest applied version
 * @param awaited the version that was asked for
 * @param waited how long that took
 * @param note why the record of it may be forged, for people; empty when it may not
 */
public record AwaitResult(String schemaVersion, String awaited, Duration waited, String note) {}
