package io.opsconductor.pulse.db.migrate.lint;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.lint.Lint.Scene;

/** What gives away every advisory lock of the session, the one under which the file runs among them. */
final class LockRelease implements Lint.Rule {
    private static final Set<String> RELEASING = Set.of("pg_advisory_unlock_all");

    @Override
    public List<LintProblem> judge(Scene scene) {
        if (scene.statement().words().equals("DISCARD ALL")) {
            return List.of(scene.problem(
                    LintRule.LOCK_RELEASE,
                    scene.statement().line(),
                    "DISCARD ALL gives away the migration lock, and the server refuses it in a transaction"));
        }
        return scene.calls(RELEASING).stream()
                .map(call -> scene.problem(
                        LintRule.LOCK_RELEASE,
                        call.line(),
                        call.function() + "() gives away the migration lock: another run could begin in the middle"))
                .toList();
    }
}
