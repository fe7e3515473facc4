package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.Wrapper;

/** Whether a file can be applied wholly or not at all. */
final class TransactionRules {
    private TransactionRules() {}

    static List<LintProblem> judge(String script, List<SqlStatement> statements) {
        List<SqlStatement> body = Wrapper.unwrap(statements);
        List<LintProblem> problems = new ArrayList<>();
        for (SqlStatement statement : body) {
            if (statement.isPsqlCommand()) {
                String command = statement.text().split("\\s", 2)[0];
                problems.add(LintProblem.of(
                        LintRule.PSQL_COMMAND, script, statement.line(), "the psql command " + command + " is no SQL"));
            } else if (statement.controlsTransaction()) {
                problems.add(LintProblem.of(
                        LintRule.TRANSACTION_CONTROL,
                        script,
                        statement.line(),
                        firstWord(statement) + " in the middle of a file breaks it in two"));
            } else if (statement.runsOutsideTransaction() && body.size() > 1) {
                problems.add(LintProblem.of(
                        LintRule.MIXED_TRANSACTION,
                        script,
                        statement.line(),
                        statement.kind() + " cannot run in a transaction, and other statements are in its file"));
            }
        }
        statements.stream()
                .filter(statement -> !statement.terminated())
                .map(statement -> LintProblem.of(
                        LintRule.MISSING_TERMINATOR,
                        script,
                        statement.line(),
                        "the file ends before " + firstWord(statement) + " does: no semicolon"))
                .forEach(problems::add);
        return problems;
    }

    private static String firstWord(SqlStatement statement) {
        String word = statement.words().split(" ", 2)[0];
        return word.isEmpty() ? "the last statement" : word;
    }
}
