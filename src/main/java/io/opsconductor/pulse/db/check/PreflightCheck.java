package io.opsconductor.pulse.db.check;

import java.util.List;
import java.util.Set;

/** Looks, before the first run, whether a target offers what a task needs. {@code check} leaves it out. */
public abstract class PreflightCheck extends Check {
    private final Set<PreflightTask> tasks;

    /** @param tasks that need what is looked at */
    protected PreflightCheck(Set<PreflightTask> tasks, List<String> ids) {
        super("preflight", ids.toArray(String[]::new));
        this.tasks = Set.copyOf(tasks);
    }

    public final boolean serves(Set<PreflightTask> asked) {
        return asked.stream().anyMatch(tasks::contains);
    }
}
