package io.opsconductor.pulse.db.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.migrate.status.MigrationProgress;

/** Keeps what the server warned of, file by file. */
public final class Warnings implements MigrationProgress {
    private final Map<String, List<String>> byFile = new LinkedHashMap<>();

    public Map<String, List<String>> byFile() {
        return byFile;
    }

    @Override
    public void warned(String message) {
        warned("", message);
    }

    @Override
    public void warned(String script, String message) {
        byFile.computeIfAbsent(script, file -> new ArrayList<>()).add(message);
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {}

    @Override
    public void started(String script, int number, int of) {}

    @Override
    public void finished(String script, Duration took) {}

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {}

    @Override
    public void adopted(int files) {}
}
