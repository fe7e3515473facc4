package io.opsconductor.pulse.db.backup.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the store said of a copy's objects when each had been compared with the manifest: so a look at the list tells later
 * whether they are still the same. It stands beside them, sealed as the manifest is.
 *
 * @param objects by their names below the copy
 */
record CopyRecord(Map<String, Item> objects, Instant copiedAt, Duration took) {
    static final String FILE = "copy.json";

    /** One object. */
    record Item(long bytes, String etag) {}
}
