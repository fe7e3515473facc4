package io.opsconductor.pulse.db.migrate.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.migrate.file.FileWords;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.lint.SetSchemas;
import io.opsconductor.pulse.db.postgres.trust.NamedSchemas;
import io.opsconductor.pulse.db.postgres.trust.SetPaths;

/** The files of a run, each scanned once: lint listens to it, and execution uses what it found. */
public final class ScannedFiles {
    private final Map<String, ScannedScript> scanned = new HashMap<>();
    private final Map<String, NamedSchemas> named = new HashMap<>();
    private final Map<String, SetPaths> set = new HashMap<>();

    /** Scans and remembers; of a large file the statements are not kept, since they hold its text. */
    ScannedScript scan(MigrationFile file, SqlScanner.Listener listener) {
        ScannedScript script = ScannedScript.of(file.text(), listener);
        scanned.put(file.script(), file.isHeld() ? script : script.withoutStatements());
        return script;
    }

    /** Every name in a file, and every word in its strings and bodies, which may be names; not those in comments. */
    FileWords words(MigrationFile file) {
        FileWords words = FileWords.of(file.text());
        named.put(file.script(), words.schemas());
        return words;
    }

    /** The schemas that these files name, remembered of those whose words were asked for. */
    public NamedSchemas named(List<MigrationFile> files) {
        for (MigrationFile file : files) {
            if (!named.containsKey(file.script())) {
                words(file);
            }
        }
        return NamedSchemas.of(
                files.stream().map(MigrationFile::script).map(named::get).toList());
    }

    /** The schemas that these files themselves put into their search path, each file read once. */
    public SetPaths paths(List<MigrationFile> files) {
        return SetPaths.of(files.stream()
                .map(file -> set.computeIfAbsent(file.script(), script -> SetSchemas.in(file.text())))
                .toList());
    }

    public ScannedScript of(MigrationFile file) {
        ScannedScript known = scanned.get(file.script());
        return known == null ? scan(file, new SqlScanner.Listener() {}) : known;
    }
}
