package io.opsconductor.pulse.db.postgres.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a child process did.
 *
 * @param exit the exit code; above 128 when a signal ended it
 * @param output what the reader made of its standard output
 * @param errors the last lines of its standard error
 */
public record Outcome<T>(int exit, T output, String errors) {
    /** The offset that the Java runtime, like a shell, adds to a signal's number. */
    private static final int SIGNALLED = 128;

    /** The signals by which a system, an operator or a lack of memory ends a program: HUP, INT, KILL, TERM. */
    private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, 9, 15);

    /** True when it was told to end, which says nothing of what it worked on; false when it crashed. */
    public boolean endedFromOutside() {
        return FROM_OUTSIDE.contains(exit - SIGNALLED);
    }

    public boolean succeeded() {
        return exit == 0;
    }

    /** Why it failed, in its own words where it has some: errors and their details, without warnings and hints. */
    public String reason() {
        List<String> said = new ArrayList<>();
        boolean error = false;
        for (String line : errors.lines().toList()) {
            // A warning has details too.
            error = ToolMessage.ERROR.isIn(line) || error && !ToolMessage.WARNING.isIn(line);
            if (error && ToolMessage.REASON.isIn(line)) {
                said.add(ErrorLine.cut(line));
            }
        }
        String reason = said.isEmpty()
                ? ErrorLine.cut(errors.lines().reduce((first, last) -> last).orElse(""))
                : String.join("; ", said);
        String how = exit > SIGNALLED ? "ended by signal " + (exit - SIGNALLED) : "exit code " + exit;
        return reason.isEmpty() ? how : reason + " (" + how + ")";
    }
}
