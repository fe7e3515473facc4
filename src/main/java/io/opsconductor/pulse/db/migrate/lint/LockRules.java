package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;
import io.opsconductor.pulse.db.migrate.file.TokenReader;

/**
 * What reads or rewrites a whole table while its lock keeps the application out. A table that the same file makes is
 * empty, so it is let pass.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-altertable.html">ALTER TABLE, notes</a>
 */
final class LockRules implements Lint.Rule {
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "random_normal",
            "gen_random_uuid",
            "gen_random_bytes",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "clock_timestamp",
            "timeofday",
            "nextval");
    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");

    @Override
    public List<LintProblem> judge(Lint.Scene scene) {
        return scene.alterTable()
                .filter(alter -> scene.isOld(alter.table()))
                .map(alter -> alter.actions().stream()
                        .flatMap(action -> judge(scene, alter.table(), action).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<LintProblem> judge(Lint.Scene scene, String table, AlterTable.Action action) {
        return switch (action.kind()) {
            case ADD_COLUMN -> newColumn(scene, table, action);
            case SET_NOT_NULL ->
                problem(
                        scene.schema()
                                .table(table)
                                .filter(known -> known.isProvenNotNull(action.name()))
                                .isEmpty(),
                        scene,
                        action,
                        LintRule.SET_NOT_NULL,
                        "SET NOT NULL reads all of " + table + " under an exclusive lock");
            case ADD_CONSTRAINT ->
                problem(
                        isCheckOrKey(action) && !action.reader().contains("NOT", "VALID"),
                        scene,
                        action,
                        LintRule.SCANNING_CONSTRAINT,
                        "the new constraint reads all of " + table + " under lock");
            case VALIDATE_CONSTRAINT ->
                problem(
                        isOfThisFile(scene, table, action.name()),
                        scene,
                        action,
                        LintRule.SCANNING_CONSTRAINT,
                        "VALIDATE in the file that added " + action.name() + " reads all of " + table
                                + " while the lock of the addition is held");
            case SET_TYPE -> typeChange(scene, table, action);
            default -> Optional.empty();
        };
    }

    /** A foreign key without a default is not checked on old rows, which are all null; a CHECK is. */
    private static Optional<LintProblem> newColumn(Lint.Scene scene, String table, AlterTable.Action action) {
        TokenReader reader = action.reader();
        String type = ColumnType.of(action.rest()).name();
        String column = table + "." + action.name();
        if (SERIAL.contains(type) || reader.contains("AS", "IDENTITY") || reader.contains("STORED")) {
            return problem(
                    true, scene, action, LintRule.VOLATILE_DEFAULT, "a new value for each row rewrites " + table);
        }
        Optional<String> function = volatileFunction(scene, action.rest());
        if (function.isPresent()) {
            String message =
                    "the default of " + column + " calls " + function.get() + ", which is volatile: rewrites " + table;
            return problem(true, scene, action, LintRule.VOLATILE_DEFAULT, message);
        }
        boolean scans = reader.contains("CHECK", "(") || reader.contains("REFERENCES") && reader.contains("DEFAULT");
        String message = "the constraint of the new " + column + " reads all of " + table + " under lock";
        return problem(scans, scene, action, LintRule.SCANNING_CONSTRAINT, message);
    }

    private static Optional<String> volatileFunction(Lint.Scene scene, List<SqlToken> definition) {
        TokenReader reader = new TokenReader(definition);
        if (!reader.skipPast("DEFAULT")) {
            return Optional.empty();
        }
        List<SqlToken> rest = reader.rest();
        for (int i = 0; i + 1 < rest.size(); i++) {
            String name = rest.get(i).text().toLowerCase(Locale.ROOT);
            boolean call = rest.get(i).kind() == Kind.WORD && rest.get(i + 1).is("(");
            if (call && (VOLATILE.contains(name) || scene.schema().isVolatileFunction(name))) {
                return Optional.of(name + "()");
            }
        }
        return Optional.empty();
    }

    private static boolean isCheckOrKey(AlterTable.Action action) {
        TokenReader reader = action.reader();
        return reader.accept("CHECK") || reader.accept("FOREIGN", "KEY");
    }

    private static boolean isOfThisFile(Lint.Scene scene, String table, String constraint) {
        return scene.schema()
                .table(table)
                .map(known -> known.constraints.get(constraint))
                .filter(known -> !known.valid() && known.script().equals(scene.script()))
                .isPresent();
    }

    private static Optional<LintProblem> typeChange(Lint.Scene scene, String table, AlterTable.Action action) {
        ColumnType wanted = ColumnType.of(action.rest());
        Optional<ColumnType> present = scene.schema().table(table).map(known -> known.columns.get(action.name()));
        boolean rewrites = action.reader().contains("USING")
                || present.filter(type -> type.becomesWithoutRewrite(wanted)).isEmpty();
        String message = "the new type " + wanted.text() + " of " + table + "." + action.name()
                + present.map(type -> ", now " + type.text() + ", rewrites " + table)
                        .orElse(" may rewrite " + table);
        return problem(rewrites, scene, action, LintRule.TYPE_CHANGE, message);
    }

    private static Optional<LintProblem> problem(
            boolean found, Lint.Scene scene, AlterTable.Action action, LintRule rule, String message) {
        return found ? Optional.of(scene.problem(rule, action.line(), message)) : Optional.empty();
    }
}
