package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlToken;

/** A file's lines {@code -- pulse:allow RULE: reason}: each switches a rule off for this file, and says why. */
public final class Allowances {
    private static final Pattern LINE = Pattern.compile("--\\s*pulse:allow\\b\\s*([^\\s:]*)\\s*:?\\s*(.*)");

    private final String script;
    private final Set<LintRule> allowed = EnumSet.noneOf(LintRule.class);
    private final List<LintProblem> problems = new ArrayList<>();

    Allowances(String script) {
        this.script = script;
    }

    /** The rules that a file switches off, with a reason. */
    public static Set<LintRule> in(MigrationFile file) {
        Allowances allowances = new Allowances(file.script());
        SqlScanner.scan(file.text(), new SqlScanner.Listener() {
            @Override
            public void comment(SqlToken comment) {
                allowances.read(comment);
            }
        });
        return allowances.allowed;
    }

    /** Takes in a comment; any but such a line is passed over. */
    void read(SqlToken comment) {
        Matcher matcher = LINE.matcher(comment.text().strip());
        if (!matcher.matches()) {
            return;
        }
        Optional<LintRule> rule = LintRule.of(matcher.group(1)).filter(LintRule::canBeAllowed);
        if (rule.isEmpty()) {
            String message = "there is no rule '" + matcher.group(1) + "' that could be switched off";
            problems.add(LintProblem.of(LintRule.UNKNOWN_RULE, script, comment.line(), message));
        } else if (matcher.group(2).isBlank()) {
            String message = "no reason is given for switching off " + matcher.group(1);
            problems.add(LintProblem.of(LintRule.ALLOW_WITHOUT_REASON, script, comment.line(), message));
        } else {
            allowed.add(rule.get());
        }
    }

    boolean allow(LintProblem problem) {
        return LintRule.of(problem.rule()).filter(allowed::contains).isPresent();
    }

    /** What is wrong with the lines themselves. */
    List<LintProblem> problems() {
        return problems;
    }
}
