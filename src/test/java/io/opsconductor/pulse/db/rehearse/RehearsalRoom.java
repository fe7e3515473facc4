package io.opsconductor.pulse.db.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/** A migrated database with a backup of it, and what rehearsals are run with; the scratch database stands on the same server. */
record RehearsalRoom(Path folder, TestDatabase source, Path migrations) {
    static final String[] DOCUMENT = {
        "set",
        "backup",
        "snapshotTime",
        "at",
        "server",
        "serverVersion",
        "schemaVersion",
        "restoreSeconds",
        "bytes",
        "percent",
        "ratio",
        "growthBytes",
        "temporaryBytes",
        "settingsFrom",
        "settings",
        "migrations",
        "lostRows",
        "gainedRows",
        "findings",
        "rehearsed"
    };

    static RehearsalRoom of(Path folder, TestDatabase source) throws IOException {
        RehearsalRoom room = new RehearsalRoom(folder, source, Files.createDirectory(folder.resolve("migrations")));
        room.file("001_base.sql", """
                CREATE EXTENSION IF NOT EXISTS timescaledb;
                CREATE TABLE orders (id int PRIMARY KEY, tenant int NOT NULL, amount int);
                INSERT INTO orders SELECT i, i % 10, i FROM generate_series(1, 20000) i;
                CREATE TABLE tenant (id int PRIMARY KEY);
                INSERT INTO tenant SELECT generate_series(0, 9);
                CREATE TABLE secret (id int PRIMARY KEY, tenant int);
                ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON secret USING (tenant = 1);
                INSERT INTO secret SELECT i, i % 10 FROM generate_series(1, 100) i;
                CREATE TABLE tel (time timestamptz NOT NULL, v int);
                SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day');
                INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '1 hour', i
                    FROM generate_series(0, 119) i;
                """);
        Said.by(room.program().run("migrate")).exit(0);
        Said.by(room.program().run("backup", "take", "--init")).exit(0);
        return room;
    }

    static String[] withError() {
        String[] fields = Arrays.copyOf(DOCUMENT, DOCUMENT.length + 1);
        fields[DOCUMENT.length] = "error";
        return fields;
    }

    static JsonNode migration(JsonNode document, String script) {
        return StreamSupport.stream(document.get("migrations").spliterator(), false)
                .filter(file -> file.get("script").asText().equals(script))
                .findFirst()
                .orElseThrow();
    }

    static List<String> locks(JsonNode migration) {
        return StreamSupport.stream(migration.get("locks").spliterator(), false)
                .map(lock -> lock.get("mode").asText() + " on "
                        + lock.get("relation").asText() + ", " + lock.get("chunks") + " chunks, line "
                        + lock.get("line"))
                .toList();
    }

    static List<String> findings(JsonNode document) {
        return StreamSupport.stream(document.get("findings").spliterator(), false)
                .map(finding -> finding.get("severity").asText() + " "
                        + finding.get("check").asText() + " "
                        + finding.get("subject").asText())
                .toList();
    }

    long asleep() throws Exception {
        try (var connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'pulse\\_drill\\_%'"
                                + " AND wait_event = 'PgSleep'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Databases and roles that only a rehearsal of this class makes. */
    List<String> leftBehind() throws Exception {
        try (var connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%' UNION ALL"
                                + " SELECT rolname FROM pg_roles WHERE rolname ~ '^pulse_(loader|migrator|reader)_'")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    void file(String name, String sql) throws IOException {
        Files.writeString(migrations.resolve(name), sql);
    }

    PulseDbProgram rehearsing() {
        return program().with("PULSE_DRILL_SAME_SERVER", "true").with("PULSE_DRILL_CONFIRM_SAME_SERVER", source.name());
    }

    PulseDbProgram program() {
        return Program.on(source.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .clientTools();
    }
}
