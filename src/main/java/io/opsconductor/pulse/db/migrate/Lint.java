package io.opsconductor.pulse.db.migrate;

import java.util.ArrayList;
import java.util.List;

/** Finds in a file what would break the promise that it is applied wholly or not at all. Pure. */
final class Lint {
    private Lint() {}

    static List<LintProblem> of(MigrationFile file) {
        List<SqlStatement> statements = SqlScanner.scan(file.text());
        List<SqlStatement> body = Wrapper.unwrap(statements);
        List<LintProblem> problems = new ArrayList<>();
        for (SqlStatement statement : body) {
            if (statement.isPsqlCommand()) {
                problems.add(problem(
                        file,
                        statement,
                        "psql-command",
                        "the psql command " + statement.text().split("\\s", 2)[0] + " is no SQL",
                        "write it in SQL"));
            } else if (statement.controlsTransaction()) {
                problems.add(problem(
                        file,
                        statement,
                        "transaction-control",
                        firstWord(statement) + " in the middle of a file breaks it in two",
                        "leave it out: every file is one transaction"));
            } else if (statement.runsOutsideTransaction() && body.size() > 1) {
                problems.add(problem(
                        file,
                        statement,
                        "mixed-transaction",
                        firstWord(statement) + " cannot run in a transaction and is not alone in its file",
                        "give it a file of its own"));
            }
        }
        return problems;
    }

    private static String firstWord(SqlStatement statement) {
        return statement.words().split(" ", 2)[0];
    }

    private static LintProblem problem(
            MigrationFile file, SqlStatement statement, String rule, String message, String remedy) {
        return new LintProblem(rule, file.script(), statement.line(), message, remedy);
    }
}
