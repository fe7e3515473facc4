package io.opsconductor.pulse.db.timescale.promise;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;

/** A retention job that is paused, or whose next run was put off, may be held on purpose: what it drops does not come back. */
public final class HeldJob {
    /** Behind whatever has such a job run. */
    public static final String UNLESS = "unless it is held on purpose: what it drops does not come back";

    private HeldJob() {}

    /** The same for other kinds of policies, which take nothing away. */
    public static Remedy unless(PolicyKind kind, Remedy remedy) {
        return kind == PolicyKind.RETENTION ? remedy.note(UNLESS) : remedy;
    }
}
