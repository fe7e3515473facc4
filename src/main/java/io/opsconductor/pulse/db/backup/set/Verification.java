package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of reading a backup to its end once more.
 *
 * @param time when that was done
 * @param problem why the backup cannot be counted on; empty when it can
 * @param bytes what its files take up
 * @param took how long it was read
 * @param how by what it was proved
 */
public record Verification(Instant time, Optional<String> problem, long bytes, Duration took, How how) {
    /** What was done with its files. */
    public enum How {
        /** The dump was read to its end, its rows were counted, and the checksums compared. */
        READ("reading", "yes"),
        /** The checksums were compared: it is encrypted, what was read to its end when it was taken is what lies there. */
        CHECKSUM("checksum", "by checksum"),
        /** One of these, and its files were changed in some way since: it has to be done again. */
        OUTDATED("outdated", "before it changed");

        private final String word;
        private final String verdict;

        How(String word, String verdict) {
            this.word = word;
            this.verdict = verdict;
        }

        /** For documents that programs read. */
        public String word() {
            return word;
        }

        /** What a list says of one that was found good so. */
        public String verdict() {
            return verdict;
        }
    }

    public Verification(Instant time, Optional<String> problem, long bytes, Duration took) {
        this(time, problem, bytes, took, How.READ);
    }

    public boolean verified() {
        return problem.isEmpty();
    }
}
