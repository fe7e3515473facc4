package io.opsconductor.pulse.db.migrate.lint;

/**
 * Something in a file that must not be there, or that wants a second look.
 *
 * @param rule the rule's stable id, such as {@code transaction-control}
 * @param line counted from 1
 */
public record LintProblem(
        String rule, LintRule.Severity severity, String script, int line, String message, String remedy) {

    static LintProblem of(LintRule rule, String script, int line, String message) {
        return new LintProblem(rule.id(), rule.severity(), script, line, message, rule.remedy());
    }

    public boolean isError() {
        return severity == LintRule.Severity.ERROR;
    }

    /** As compilers write it, so that editors find the place. */
    public String text() {
        return script + ":" + line + ": " + message + " [" + rule + "]";
    }
}
