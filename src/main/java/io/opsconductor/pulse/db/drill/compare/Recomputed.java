package io.opsconductor.pulse.db.drill.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.toc.TocEntry;

/**
 * What a restore does not copy but computes.
 *
 * @param sequences by name, as {@link #name} writes it; a sequence that is not there is absent
 * @param views materialized views that hold rows; one that is not there or not filled is absent
 * @param unfilled of materialized views that could not be filled: why, for people
 * @param outside of materialized views that were not filled: what they read on another server
 * @param invalidIndexes those that PostgreSQL does not use
 */
public record Recomputed(
        Map<String, Value> sequences,
        Map<String, Rows> views,
        Map<String, String> unfilled,
        Map<String, String> outside,
        List<String> invalidIndexes) {
    static final Recomputed NOTHING = new Recomputed(Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    /**
     * @param last the last value
     * @param called false when the last value is the next one to be given out
     */
    public record Value(long last, boolean called) {
        @Override
        public String toString() {
            return last + (called ? "" : ", not yet given out");
        }
    }

    /**
     * @param filled when it had been filled once
     * @param again when it had been filled once more, with everything else in place
     */
    public record Rows(long filled, long again) {}

    static String name(TocEntry entry) {
        return entry.schema() + "." + entry.tag();
    }

    /** What the archive sets a sequence to, by pg_dump's {@code SELECT pg_catalog.setval('…', 7, true);}. */
    static Optional<Value> value(TocEntry sequenceSet) {
        String text = sequenceSet.definition().strip();
        int called = text.lastIndexOf(", ");
        int last = text.lastIndexOf(", ", called - 1);
        try {
            return Optional.of(new Value(
                    Long.parseLong(text.substring(last + 2, called)),
                    text.substring(called).equals(", true);")));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
