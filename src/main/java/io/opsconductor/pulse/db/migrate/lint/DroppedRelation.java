package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Locale;

/** A table, view, column or function that the folder itself has dropped or renamed before. */
final class DroppedRelation implements Lint.Rule {
    @Override
    public List<LintProblem> judge(Lint.Scene scene) {
        if (scene.statement().words().startsWith("DO")) {
            return List.of();
        }
        return NamedObjects.in(scene.tokens()).stream()
                .flatMap(use -> scene.schema().dropped().of(use).stream()
                        .map(gone -> scene.problem(LintRule.DROPPED_RELATION, use.line(), message(use, gone))))
                .distinct()
                .toList();
    }

    private static String message(NamedObjects.Use use, DroppedObjects.Gone gone) {
        return use.kind().name().toLowerCase(Locale.ROOT) + " " + use.name() + " is not there any more: " + gone.how()
                + " in " + gone.script() + ":" + gone.line();
    }
}
