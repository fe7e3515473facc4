package io.opsconductor.pulse.db.timescale.fix;

import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.judge.StrayRows;
import io.opsconductor.pulse.db.timescale.promise.Backlog;

/** Overdue chunks that cannot be compressed before a person has decided about them. */
final class ChunksByHand {
    private static final Remedy UNFREEZE =
            Remedy.text("SELECT _timescaledb_functions.unfreeze_chunk(…) for each that may be compressed");

    private ChunksByHand() {}

    /** One for each such state that is there. */
    static List<ManualAction> of(Backlog backlog) {
        return Stream.of(ChunkState.values())
                .filter(ChunkState::isByHand)
                .filter(state -> count(backlog, state) > 0)
                .map(state -> new ManualAction(
                        backlog.hypertable().name().text(),
                        Counted.of(count(backlog, state), "chunk") + " " + state.word(),
                        state == ChunkState.FROZEN ? UNFREEZE : StrayRows.REMEDY))
                .toList();
    }

    private static int count(Backlog backlog, ChunkState state) {
        return Math.toIntExact(backlog.overdue().stream()
                .filter(chunk -> chunk.state() == state)
                .count());
    }
}
