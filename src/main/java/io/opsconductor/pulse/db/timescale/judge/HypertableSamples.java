package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;

/** What monitoring draws of hypertables. */
final class HypertableSamples {
    private final String database;

    /** @param database as monitoring is to know it */
    HypertableSamples(String database) {
        this.database = database;
    }

    /** By state, zeros included. */
    List<Sample> chunks(List<Hypertable> hypertables, List<Chunk> chunks) {
        Map<Integer, Map<ChunkState, Long>> states = chunks.stream()
                .collect(Collectors.groupingBy(
                        Chunk::hypertable, Collectors.groupingBy(Chunk::state, Collectors.counting())));
        return hypertables.stream()
                .flatMap(one -> Stream.of(ChunkState.values())
                        .map(state -> Sample.of(
                                Metric.HYPERTABLE_CHUNKS,
                                states.getOrDefault(one.id(), Map.of()).getOrDefault(state, 0L),
                                labels(one.name(), state.label()))))
                .toList();
    }

    List<Sample> overdue(TimescaleSnapshot seen, PolicyKind kind) {
        List<Backlog> backlogs = seen.backlogs(kind);
        Map<Integer, Long> bytes = seen.bytes(backlogs);
        return backlogs.stream().flatMap(one -> overdue(one, bytes).stream()).toList();
    }

    /** Nothing where it is not known which are overdue. */
    private List<Sample> overdue(Backlog backlog, Map<Integer, Long> bytes) {
        List<Sample> samples = new ArrayList<>();
        if (backlog.blind() || backlog.obligation().stepless()) {
            return samples;
        }
        String[] labels =
                labels(backlog.hypertable().name(), backlog.obligation().kind().noun());
        ChunkTotal late = ChunkTotal.of(backlog.allLate(), bytes);
        samples.add(Sample.of(Metric.HYPERTABLE_OVERDUE_CHUNKS, late.chunks(), labels));
        if (late.measured() == late.chunks()) {
            samples.add(Sample.of(Metric.HYPERTABLE_OVERDUE_BYTES, late.bytes(), labels));
        }
        if (late.chunks() > 0) {
            samples.add(Sample.lasting(Metric.HYPERTABLE_OLDEST_OVERDUE_SECONDS, backlog.late(), labels));
        }
        return samples;
    }

    private String[] labels(HypertableName name, String last) {
        return new String[] {database, name.schema(), name.table(), last};
    }
}
