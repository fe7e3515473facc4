package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.lint.Lint;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintSource;

/** What lint says of a folder. Pure. */
final class LintedFolder {
    private LintedFolder() {}

    /** @param files the whole folder, in order */
    static List<LintProblem> problems(List<MigrationFile> files) {
        return Lint.of(files.stream()
                .map(file -> new LintSource(file.script(), file.contents()))
                .toList());
    }

    /**
     * Of those files only that are about to run, judged in the light of all. What is applied is no longer a matter for
     * {@code migrate}, and where nothing is pending nothing is read.
     */
    static List<LintProblem> problems(List<MigrationFile> files, List<MigrationFile> pending) {
        Set<String> scripts = pending.stream().map(MigrationFile::script).collect(Collectors.toSet());
        return scripts.isEmpty()
                ? List.of()
                : problems(files).stream()
                        .filter(problem -> scripts.contains(problem.script()))
                        .toList();
    }
}
