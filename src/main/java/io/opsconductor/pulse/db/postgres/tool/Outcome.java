package io.opsconductor.pulse.db.postgres.tool;

import java.util.Set;
import java.util.stream.Collectors;

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

    private static final int LONGEST_LINE = 300;

    /** The signals by which a system, an operator or a lack of memory ends a program: HUP, INT, KILL, TERM. */
    private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, 9, 15);

    /** True when it was told to end, which says nothing of what it worked on; false when it crashed. */
    public boolean endedFromOutside() {
        return FROM_OUTSIDE.contains(exit - SIGNALLED);
    }

    public boolean succeeded() {
        return exit == 0;
    }

    /** pg_dump's query of a failed lock names every table, of which there may be 30,000. */
    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /** Why it failed, in its own words where it has some: errors and their details, without warnings and hints. */
    public String reason() {
        String said = errors.lines()
                .filter(ToolMessage.REASON::isIn)
                .map(Outcome::cut)
                .collect(Collectors.joining("; "));
        if (said.isEmpty()) {
            said = cut(errors.lines().reduce((first, last) -> last).orElse(""));
        }
        String how = exit > SIGNALLED ? "ended by signal " + (exit - SIGNALLED) : "exit code " + exit;
        return said.isEmpty() ? how : said + " (" + how + ")";
    }
}
