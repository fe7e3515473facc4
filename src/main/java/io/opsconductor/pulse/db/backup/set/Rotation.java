package io.opsconductor.pulse.db.backup.set;

import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What rotation did with a set's backups, or would do.
 *
 * @param steps one for each backup, the newest first, those of unknown time last
 * @param failures one for each backup that could not be removed
 */
public record Rotation(String set, List<Step> steps, List<PulseFailure> failures) {

    /** What became of a backup. */
    public enum Fate {
        /** It stays. */
        KEPT,
        /** It would go; nothing was done, for only the plan was asked for. */
        TO_REMOVE,
        /** It is gone. */
        REMOVED,
        /** It should have gone; see the failure. */
        FAILED
    }

    /**
     * @param reason for the fate, in a few words
     */
    public record Step(Backup backup, Fate fate, String reason) {}

    /** How many backups came to this end. */
    public long count(Fate fate) {
        return steps.stream().filter(step -> step.fate() == fate).count();
    }
}
