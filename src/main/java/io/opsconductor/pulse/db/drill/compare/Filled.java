package io.opsconductor.pulse.db.drill.compare;

import java.util.Map;

/**
 * What became of the materialized views that held rows where the backup comes from; by their names.
 *
 * @param rows how many each got
 * @param failed why it could not be filled, for people, and the statement that fills it
 * @param outside what it reads on another server, where it was not filled because of that
 */
public record Filled(Map<String, Long> rows, Map<String, String> failed, Map<String, String> outside) {
    public Filled {
        rows = Map.copyOf(rows);
        failed = Map.copyOf(failed);
        outside = Map.copyOf(outside);
    }
}
