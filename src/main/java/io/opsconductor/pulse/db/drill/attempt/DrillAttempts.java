package io.opsconductor.pulse.db.drill.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Drills of a set, or of one of its copies, that began to restore a backup after the last one that has a result.
 *
 * @param count how many; at least 1
 * @param backup the last one's, by its id
 * @param began when the last one began
 * @param longest how long the last one may take
 * @param ended whether the last one is known to have ended; a killed one is not
 * @param said why the last one that is known to have ended has no result; empty when no such one is known
 */
public record DrillAttempts(
        int count, String backup, Instant began, Duration longest, boolean ended, Optional<String> said) {
    /** How many have ended: one that has not is taken to be under way as long as it may take. */
    public int without(Instant now) {
        return ended || now.isAfter(over()) ? count : count - 1;
    }

    /** From when on the last one counts as ended in any case. */
    public Instant over() {
        return began.plus(longest);
    }
}
