package io.opsconductor.pulse.db.migrate.plan;

import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.FileWords;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.lint.SetSchemas;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/**
 * What a file may name, and the schemas in which it has names looked for.
 *
 * @param words which may be names, as {@link FileWords#words} has them
 */
record NamesInFile(Set<String> words, NamedSchemas schemas, SetPaths paths) {
    static NamesInFile of(MigrationFile file) {
        return PackedFolder.names(file).orElseGet(() -> read(file));
    }

    static NamesInFile read(MigrationFile file) {
        FileWords words = FileWords.of(file.text());
        return new NamesInFile(words.words(), words.schemas(), SetSchemas.in(file.text()));
    }

    /** The same without the words, of which a large file has as many as rows. */
    NamesInFile withoutWords() {
        return new NamesInFile(Set.of(), schemas, paths);
    }
}
