package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** During a rollout the old version still runs: what is dropped or renamed under it, it misses. */
final class DropInUse implements Lint.Rule {
    @Override
    public List<LintProblem> judge(Lint.Scene scene) {
        DroppedTables dropped = DroppedTables.of(scene.tokens(), scene.schema()::meant);
        Stream<LintProblem> tables = dropped.names().stream()
                .filter(scene::isOld)
                // Cleaning up before creating, as first files do: what no file made is not dropped either.
                .filter(table ->
                        !dropped.ifExists() || scene.schema().table(table).isPresent())
                .map(table -> problem(scene, scene.statement().line(), "DROP TABLE " + table));
        Stream<LintProblem> parts = scene.alterTable().stream()
                .filter(alter -> scene.isOld(alter.table()))
                .flatMap(alter -> alter.actions().stream().flatMap(action -> what(alter.table(), action).stream()
                        .map(what -> problem(scene, action.line(), what))));
        return Stream.concat(tables, parts).toList();
    }

    private static Optional<String> what(String table, AlterTable.Action action) {
        return switch (action.kind()) {
            case DROP_COLUMN -> Optional.of("DROP COLUMN " + table + "." + action.name());
            case RENAME_COLUMN -> Optional.of("RENAME COLUMN " + table + "." + action.name());
            case RENAME_TABLE -> Optional.of("RENAME TABLE " + table);
            case SET_SCHEMA -> Optional.of("SET SCHEMA of " + table);
            default -> Optional.empty();
        };
    }

    private static LintProblem problem(Lint.Scene scene, int line, String what) {
        return scene.problem(LintRule.DROP_IN_USE, line, what + " takes away what the version that still runs may use");
    }
}
