package io.opsconductor.pulse.db.migrate.lint;

import io.opsconductor.pulse.db.migrate.file.OtherTool;

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

    /** A file that was written for another tool; what to do depends on the tool. */
    static LintProblem of(String script, int line, OtherTool tool) {
        return new LintProblem(
                LintRule.OTHER_TOOL.id(),
                LintRule.OTHER_TOOL.severity(),
                script,
                line,
                "written for " + tool.words() + ", whose markers are comments here: every part of it would run",
                tool.remedy());
    }

    public boolean isError() {
        return severity == LintRule.Severity.ERROR;
    }

    /** As compilers write it, so that editors find the place. */
    public String text() {
        return script + ":" + line + ": " + message + " [" + rule + "]";
    }
}
