package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Judges a folder of migrations, file after file. Pure: the same files give the same problems. */
public final class Lint {
    /** What rules look at. The rest, rows above all, may be many megabytes long and is not taken apart. */
    private static final Pattern JUDGED = Pattern.compile("(ALTER|CREATE|DROP|DO|SELECT|CALL|WITH|DISCARD)\\b.*");

    private static final List<Rule> RULES =
            List.of(new TimescaleRules(), new LockRules(), new DropInUse(), new LockRelease());

    /** Judges one statement; the schema is as it was before it. */
    interface Rule {
        List<LintProblem> judge(Scene scene);
    }

    /**
     * A statement and what stands around it.
     *
     * @param schema what the statements before it have made
     */
    record Scene(String script, SqlStatement statement, List<SqlToken> tokens, KnownSchema schema) {
        LintProblem problem(LintRule rule, int line, String message) {
            return LintProblem.of(rule, script, line, message);
        }

        /** True when rows of this table may be in use: an earlier file made it, or none. */
        boolean isOld(String table) {
            return schema.isOld(table, script);
        }
    }

    private Lint() {}

    /** @param files every file of the folder, in order: what the earlier ones make is known to the later ones */
    public static List<LintProblem> of(List<LintSource> files) {
        KnownSchema schema = new KnownSchema();
        List<LintProblem> problems = new ArrayList<>();
        for (LintSource file : files) {
            problems.addAll(of(file, schema));
        }
        return List.copyOf(problems);
    }

    private static List<LintProblem> of(LintSource file, KnownSchema schema) {
        Allowances allowances = new Allowances(file.script());
        List<SqlStatement> statements = SqlScanner.scan(file.text(), allowances::read);
        List<LintProblem> problems = new ArrayList<>(TransactionRules.judge(file.script(), statements));
        for (SqlStatement statement : statements) {
            if (JUDGED.matcher(statement.words()).matches()) {
                Scene scene = new Scene(file.script(), statement, statement.tokens(), schema);
                RULES.forEach(rule -> problems.addAll(rule.judge(scene)));
                schema.add(file.script(), statement, scene.tokens());
            }
        }
        problems.removeIf(allowances::allow);
        problems.addAll(allowances.problems());
        problems.sort(Comparator.comparingInt(LintProblem::line));
        return problems;
    }
}
