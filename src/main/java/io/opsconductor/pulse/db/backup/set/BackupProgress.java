package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Is told every few seconds how far a backup has got; mostly called from another thread than the backup's own. */
@FunctionalInterface
public interface BackupProgress {
    /** For callers that show no progress. */
    BackupProgress NONE = (set, phase, reached) -> {};

    /** What is going on, in this order. */
    enum Phase {
        /** pg_dump runs; the bytes are those of the dump so far. */
        DUMPING,
        /**
         * The files are read for their checksums, and the dump to its end by pg_restore; the bytes are those it unpacked
         * so far, more than the dump's.
         */
        VERIFYING,
        /** Its files are sent to an object store; the bytes are those that left, sent again or not. */
        COPYING,
        /** The files of a copy come from an object store; the bytes are those that have come. */
        DOWNLOADING
    }

    /**
     * How far a phase has got.
     *
     * @param bytes 0 when it begins
     * @param expected all in all; empty when unknown
     * @param elapsed since it began
     */
    record Reached(long bytes, OptionalLong expected, Duration elapsed) {

        /** From 0 to 99; empty when unknown, or when there is more than was expected. */
        public Optional<Integer> percent() {
            return expected.isPresent() && bytes < expected.getAsLong()
                    ? Optional.of((int) (100.0 * bytes / expected.getAsLong()))
                    : Optional.empty();
        }

        /** What is left at the same pace; empty when unknown. */
        public Optional<Duration> left() {
            return bytes > 0
                    ? percent()
                            .map(percent -> Duration.ofMillis(
                                    (long) (1.0 * elapsed.toMillis() * (expected.getAsLong() - bytes) / bytes)))
                    : Optional.empty();
        }
    }

    void reached(String set, Phase phase, Reached reached);

    /** Something that the operator should know, though the work goes on; one line. */
    default void noted(String set, String line) {}

    /** Something that did not fail the backup and that a person has to fix: shown even where progress is not. */
    default void warned(String set, String line) {
        noted(set, line);
    }
}
