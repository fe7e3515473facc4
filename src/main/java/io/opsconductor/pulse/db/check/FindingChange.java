package io.opsconductor.pulse.db.check;

import java.time.Instant;

/**
 * What became of a finding since the checkup before.
 *
 * @param finding as it is now; one that is gone, as it was last
 * @param since when it first was not ok
 */
public record FindingChange(Kind kind, Finding finding, Instant since) {

    /** How it changed. */
    public enum Kind {
        /** It was ok, or not there. */
        NEW,
        WORSE,
        BETTER,
        /** It is ok now. */
        RESOLVED,
        /** Its subject is not judged any more: a table was dropped, a set taken out of the configuration. */
        GONE
    }
}
