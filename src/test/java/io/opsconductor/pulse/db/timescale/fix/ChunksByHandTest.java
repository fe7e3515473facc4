package io.opsconductor.pulse.db.timescale.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import org.junit.jupiter.api.Test;

class ChunksByHandTest {
    @Test
    void frozen_chunks_and_those_with_stray_rows_are_left_to_people_each_with_its_own_remedy() {
        List<Chunk> chunks = Stream.of(ChunkState.values())
                .map(state -> new Chunk(
                        state.ordinal(), 1, Facts.chunk(1, Facts.DAY, 0).end(), 1, state, Optional.empty()))
                .toList();
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(
                Facts.found(Facts.hypertable(Facts.compresses(Facts.HOUR))),
                List.of(Facts.expectation(Facts.HOUR, null)));
        Backlog backlog = Backlog.all(PolicyKind.COMPRESSION, hypertables, chunks, Facts.NOW)
                .get(0);

        List<ManualAction> left = ChunksByHand.of(backlog);

        assertThat(left)
                .extracting(ManualAction::reason)
                .containsExactly("1 chunk frozen", "1 chunk compressed with stray rows");
        assertThat(left.get(0).remedy().text()).contains("unfreeze_chunk");
        assertThat(left.get(1).remedy().text()).contains("decompress_chunk");
    }
}
