package io.opsconductor.pulse.db.migrate.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.file.TokenReader;

/** The tables that a file leaves unlogged: one that it fills and then makes an ordinary one again is let pass. */
final class UnloggedTables {
    /** The problem of each table, by the name that it has now. */
    private final Map<String, LintProblem> problems = new LinkedHashMap<>();

    /** Takes in the file's next statement. */
    void read(Lint.Scene scene) {
        created(scene)
                .ifPresent(table -> add(scene, table, scene.statement().line(), "CREATE UNLOGGED TABLE " + table));
        DroppedTables.of(scene.tokens(), scene.schema()::meant).names().forEach(problems::remove);
        scene.alterTable().ifPresent(alter -> alter.actions().forEach(action -> alter(scene, alter.table(), action)));
    }

    List<LintProblem> problems() {
        return List.copyOf(problems.values());
    }

    /** Empty where IF NOT EXISTS leaves an earlier table as it is. */
    private static Optional<String> created(Lint.Scene scene) {
        TokenReader reader = new TokenReader(scene.tokens());
        boolean creates = reader.accept("CREATE", "UNLOGGED", "TABLE");
        boolean perhaps = reader.accept("IF", "NOT", "EXISTS");
        return reader.table()
                .filter(name -> creates)
                .map(scene.schema()::made)
                .filter(table -> !perhaps || scene.schema().table(table).isEmpty());
    }

    private void alter(Lint.Scene scene, String table, AlterTable.Action action) {
        if (action.kind() == AlterTable.Kind.RENAME_TABLE && problems.containsKey(table)) {
            problems.put(KnownSchema.sibling(table, action.name()), problems.remove(table));
        } else if (action.kind() == AlterTable.Kind.SET_OPTIONS) {
            if (action.reader().accept("LOGGED")) {
                problems.remove(table);
            } else if (action.reader().accept("UNLOGGED")) {
                add(scene, table, action.line(), "SET UNLOGGED on " + table);
            }
        }
    }

    private void add(Lint.Scene scene, String table, int line, String what) {
        problems.put(
                table,
                scene.problem(
                        LintRule.UNLOGGED_TABLE,
                        line,
                        what + ": a crash of the server empties it, and a standby never has its rows"));
    }
}
