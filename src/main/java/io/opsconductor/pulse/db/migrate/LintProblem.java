package io.opsconductor.pulse.db.migrate;

/**
 * Something in a file that must not be there.
 *
 * @param rule the rule's stable id, such as {@code transaction-control}
 * @param line counted from 1
 */
public record LintProblem(String rule, String script, int line, String message, String remedy) {
    /** As compilers write it, so that editors find the place. */
    public String text() {
        return script + ":" + line + ": " + message + " [" + rule + "]";
    }
}
