package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.SqlScanner;

/** A folder of files for one test. */
final class Corpus {
    private final List<LintSource> files = new ArrayList<>();

    /** The next file, {@code 001_x.sql} first. */
    Corpus file(String... lines) {
        files.add(source("%03d_x.sql".formatted(files.size() + 1), String.join("\n", lines) + "\n"));
        return this;
    }

    static LintSource source(String script, String text) {
        return new LintSource(script, listener -> SqlScanner.scan(text, listener));
    }

    /** As {@code script:line rule}. */
    List<String> problems() {
        return Lint.of(files).stream()
                .map(problem -> problem.script() + ":" + problem.line() + " " + problem.rule())
                .toList();
    }

    /** What is told of the only problem. */
    String message() {
        List<LintProblem> problems = Lint.of(files);
        return problems.size() == 1 ? problems.get(0).message() : problems.toString();
    }
}
