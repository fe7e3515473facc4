package io.opsconductor.pulse.db.migrate.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/** The files of a run, each scanned once: lint listens to it, and execution uses what it found. */
public final class ScannedFiles {
    private final Map<String, ScannedScript> scanned = new HashMap<>();
    private final Map<String, NamesInFile> names = new HashMap<>();

    /** Scans and remembers; of a large file the statements are not kept, since they hold its text. */
    ScannedScript scan(MigrationFile file, SqlScanner.Listener listener) {
        ScannedScript script = ScannedScript.of(file.text(), listener);
        scanned.put(file.script(), file.isHeld() ? script : script.withoutStatements());
        return script;
    }

    /** Every name in these files, and every word in their strings and bodies, which may be names; not those in comments. */
    Set<String> words(List<MigrationFile> files) {
        Set<String> words = new HashSet<>();
        for (MigrationFile file : files) {
            NamesInFile found = NamesInFile.of(file);
            names.put(file.script(), found.withoutWords());
            words.addAll(found.words());
        }
        return words;
    }

    /** The schemas that these files name. */
    public NamedSchemas named(List<MigrationFile> files) {
        return NamedSchemas.of(files.stream().map(file -> names(file).schemas()).toList());
    }

    /** The schemas that these files themselves put into their search path. */
    public SetPaths paths(List<MigrationFile> files) {
        return SetPaths.of(files.stream().map(file -> names(file).paths()).toList());
    }

    private NamesInFile names(MigrationFile file) {
        return names.computeIfAbsent(
                file.script(), script -> NamesInFile.of(file).withoutWords());
    }

    public ScannedScript of(MigrationFile file) {
        ScannedScript known = scanned.get(file.script());
        return known == null
                ? PackedFolder.scanned(file).orElseGet(() -> scan(file, new SqlScanner.Listener() {}))
                : known;
    }
}
