package io.opsconductor.pulse.db.migrate.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.config.PackedFiles;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;

/**
 * What there is to know of the migrations inside a native executable, which cannot change: worked out while it is built. On the JVM
 * it knows nothing, and every file is read when it is needed.
 */
final class PackedFolder {
    private record Known(MigrationFile file, NamesInFile names, ScannedScript scanned) {}

    private static final List<MigrationFile> FILES = PackedFiles.isImageBeingBuilt()
            ? MigrationFolder.read(Optional.of(Path.of(PackedFiles.FOLDER_NAME)))
            : List.of();

    /** By the files' names. */
    private static final Map<String, Known> KNOWN = FILES.stream()
            .map(file -> new Known(
                    file, NamesInFile.read(file), ScannedScript.of(file.text(), new SqlScanner.Listener() {})))
            .collect(Collectors.toMap(known -> known.file().script(), Function.identity()));

    private static final List<LintProblem> PROBLEMS = LintedFolder.judged(FILES);

    private PackedFolder() {}

    static Optional<NamesInFile> names(MigrationFile file) {
        return known(file).map(Known::names);
    }

    static Optional<ScannedScript> scanned(MigrationFile file) {
        return known(file).map(Known::scanned);
    }

    /** @param files a whole folder */
    static Optional<List<LintProblem>> problems(List<MigrationFile> files) {
        return files == FILES ? Optional.of(PROBLEMS) : Optional.empty();
    }

    /** Another folder may hold a file of that name. */
    private static Optional<Known> known(MigrationFile file) {
        return Optional.ofNullable(KNOWN.get(file.script())).filter(known -> known.file() == file);
    }
}
