package io.opsconductor.pulse.db.timescale.fix;

import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The result of a plan.
 *
 * @param done in the order in which they were carried out
 * @param failed each changed nothing
 * @param notBegun for want of time
 */
public record FixResult(FixPlan plan, List<FixStep> done, List<Failed> failed, int notBegun) {

    /** A step, and why it changed nothing. */
    public record Failed(FixStep step, PulseFailure failure) {}

    /** Nothing was carried out. */
    public static FixResult onlyPlanned(FixPlan plan) {
        return new FixResult(plan, List.of(), List.of(), plan.steps().size());
    }

    /** How many steps of this kind were done. */
    public long done(FixStep.Action action) {
        return done.stream().filter(step -> step.action() == action).count();
    }
}
