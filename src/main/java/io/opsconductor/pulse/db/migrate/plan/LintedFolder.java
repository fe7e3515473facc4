package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.lint.Lint;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintSource;

/** What lint says of a folder. Pure. */
public final class LintedFolder {
    private LintedFolder() {}

    /** @param files the whole folder, in order */
    public static List<LintProblem> problems(List<MigrationFile> files) {
        return PackedFolder.problems(files).orElseGet(() -> judged(files));
    }

    static List<LintProblem> judged(List<MigrationFile> files) {
        return problems(files, Set.of(), new ScannedFiles());
    }

    private static List<LintProblem> problems(List<MigrationFile> files, Set<String> kept, ScannedFiles scanned) {
        return Lint.of(files.stream()
                .map(file -> new LintSource(
                        file.script(),
                        listener -> kept.contains(file.script())
                                ? scanned.scan(file, listener).statements()
                                : SqlScanner.scan(file.text(), listener)))
                .toList());
    }

    /**
     * Of those files only that are about to run, judged in the light of all. What is applied is no longer a matter for
     * {@code migrate}, and where nothing is pending nothing is read.
     *
     * @param scanned remembers the files to run
     */
    public static List<LintProblem> problems(
            List<MigrationFile> files, List<MigrationFile> pending, ScannedFiles scanned) {
        Set<String> scripts = pending.stream().map(MigrationFile::script).collect(Collectors.toSet());
        return scripts.isEmpty()
                ? List.of()
                : PackedFolder.problems(files).orElseGet(() -> problems(files, scripts, scanned)).stream()
                        .filter(problem -> scripts.contains(problem.script()))
                        .toList();
    }
}
