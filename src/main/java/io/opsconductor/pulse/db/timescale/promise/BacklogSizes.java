package io.opsconductor.pulse.db.timescale.promise;

import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.chunk.RootTable;

/**
 * What was measured on disk.
 *
 * @param chunks bytes of overdue chunks by chunk id; those not known are absent
 * @param roots the tables above the chunks, by the hypertable's id; those not known are absent; empty where they are not asked for
 */
public record BacklogSizes(Map<Integer, Long> chunks, Optional<Map<Integer, RootTable>> roots) {

    /** Of chunks alone, where what lies above them is not the question. */
    public static BacklogSizes ofChunks(Map<Integer, Long> chunks) {
        return new BacklogSizes(chunks, Optional.empty());
    }
}
