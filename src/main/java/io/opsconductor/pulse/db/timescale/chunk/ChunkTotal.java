package io.opsconductor.pulse.db.timescale.chunk;

import java.util.Collection;
import java.util.Map;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;

/**
 * So many chunks of such a size.
 *
 * @param chunks zero or more
 * @param bytes on disk, as far as it could be measured
 * @param measured how many of the chunks could be
 */
public record ChunkTotal(int chunks, long bytes, int measured) {
    public static final ChunkTotal NONE = new ChunkTotal(0, 0, 0);

    /** @param bytes sizes by chunk id; those not known are absent */
    public static ChunkTotal of(Collection<Chunk> chunks, Map<Integer, Long> bytes) {
        long size = chunks.stream()
                .mapToLong(chunk -> bytes.getOrDefault(chunk.id(), 0L))
                .sum();
        long known =
                chunks.stream().filter(chunk -> bytes.containsKey(chunk.id())).count();
        return new ChunkTotal(chunks.size(), size, (int) known);
    }

    /** For people, such as {@code 12 chunks (3.4 MB)}. */
    public String text() {
        String size = chunks == 0
                ? ""
                : measured == 0
                        ? " (size not known)"
                        : " (" + (measured < chunks ? "at least " : "") + Bytes.text(bytes) + ")";
        return (chunks == 0 ? "no chunk" : Counted.of(chunks, "chunk")) + size;
    }
}
