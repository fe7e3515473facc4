package io.opsconductor.pulse.db.migrate.plan;

import java.util.HashMap;
import java.util.Map;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.ScannedScript;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;

/** The files of a run, each scanned once: lint listens to it, and execution uses what it found. */
public final class ScannedFiles {
    private final Map<String, ScannedScript> scanned = new HashMap<>();

    /** Scans and remembers; of a large file the statements are not kept, since they hold its text. */
    ScannedScript scan(MigrationFile file, SqlScanner.Listener listener) {
        ScannedScript script = ScannedScript.of(file.text(), listener);
        scanned.put(file.script(), file.isHeld() ? script : script.withoutStatements());
        return script;
    }

    public ScannedScript of(MigrationFile file) {
        ScannedScript known = scanned.get(file.script());
        return known == null ? scan(file, new SqlScanner.Listener() {}) : known;
    }
}
