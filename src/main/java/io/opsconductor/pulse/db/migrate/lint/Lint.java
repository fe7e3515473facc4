package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.OtherTool;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.Wrapper;

/** Judges a folder of migrations, file after file. Pure: the same files give the same problems. */
public final class Lint {
    private static final List<Rule> RULES =
            List.of(new TimescaleRules(), new LockRules(), new DropInUse(), new DroppedRelation(), new LockRelease());

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

        /** Empty for any other statement. */
        Optional<AlterTable> alterTable() {
            return AlterTable.of(tokens, schema::meant);
        }

        List<FunctionCall> calls(Set<String> functions) {
            return FunctionCall.in(tokens, functions, schema::meant);
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
        UnloggedTables unlogged = new UnloggedTables();
        List<LintProblem> problems = new ArrayList<>();
        List<SqlToken> noTransaction = new ArrayList<>();
        Set<OtherTool> tools = EnumSet.noneOf(OtherTool.class);
        schema.beginFile();
        List<SqlStatement> statements = file.scan().apply(new SqlScanner.Listener() {
            @Override
            public void comment(SqlToken comment) {
                allowances.read(comment);
                if (ScannedScript.isNoTransaction(comment)) {
                    noTransaction.add(comment);
                }
                if (tools.isEmpty()) {
                    OtherTool.byMarker(comment).ifPresent(tool -> {
                        tools.add(tool);
                        problems.add(LintProblem.of(file.script(), comment.line(), tool));
                    });
                }
            }

            @Override
            public void statement(SqlStatement statement, List<SqlToken> tokens) {
                if (!tokens.isEmpty()) {
                    Scene scene = new Scene(file.script(), statement, tokens, schema);
                    RULES.forEach(rule -> problems.addAll(rule.judge(scene)));
                    unlogged.read(scene);
                    schema.add(file.script(), statement, tokens);
                }
            }
        });
        problems.addAll(0, TransactionRules.judge(file.script(), statements));
        if (statements.isEmpty()) {
            problems.add(LintProblem.of(LintRule.NO_STATEMENT, file.script(), 1, "nothing stands in it but comments"));
        }
        if (Wrapper.unwrap(statements).size() > 1) {
            noTransaction.forEach(comment -> problems.add(LintProblem.of(
                    LintRule.MIXED_TRANSACTION,
                    file.script(),
                    comment.line(),
                    "pulse:no-transaction stands in a file of several statements")));
        }
        problems.addAll(unlogged.problems());
        problems.removeIf(allowances::allow);
        problems.addAll(allowances.problems());
        problems.sort(Comparator.comparingInt(LintProblem::line));
        return problems;
    }
}
