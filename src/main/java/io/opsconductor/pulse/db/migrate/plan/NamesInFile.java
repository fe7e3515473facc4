package io.opsconductor.pulse.db.migrate.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.config.PackedFiles;
import io.opsconductor.pulse.db.migrate.file.FileWords;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;
import io.opsconductor.pulse.db.migrate.lint.SetSchemas;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/**
 * What a file may name, and the schemas in which it has names looked for. Of the migrations inside a native executable this was
 * worked out while it was built.
 *
 * @param file whose they are
 * @param words which may be names, as {@link FileWords#words} has them
 */
record NamesInFile(MigrationFile file, Set<String> words, NamedSchemas schemas, SetPaths paths) {
    /** By the files' names. */
    private static final Map<String, NamesInFile> PACKED = PackedFiles.isImageBeingBuilt() ? packed() : Map.of();

    static NamesInFile of(MigrationFile file) {
        // Another folder may hold a file of that name.
        return Optional.ofNullable(PACKED.get(file.script()))
                .filter(packed -> packed.file() == file)
                .orElseGet(() -> read(file));
    }

    private static NamesInFile read(MigrationFile file) {
        FileWords words = FileWords.of(file.text());
        return new NamesInFile(file, words.words(), words.schemas(), SetSchemas.in(file.text()));
    }

    /** The same without the words, of which a large file has as many as rows. */
    NamesInFile withoutWords() {
        return new NamesInFile(file, Set.of(), schemas, paths);
    }

    private static Map<String, NamesInFile> packed() {
        List<MigrationFile> files = MigrationFolder.read(Optional.of(Path.of(PackedFiles.FOLDER_NAME)));
        return files.stream()
                .map(NamesInFile::read)
                .collect(Collectors.toMap(names -> names.file().script(), Function.identity()));
    }
}
