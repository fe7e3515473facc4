package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.InstallScript;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database with an encrypted backup, made by the real pg_dump, and the identity that opens it. */
abstract class EncryptedBackups {
    static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    static final List<String> FILES = List.of("contents.json.age", "database.dump.age", "globals.sql.age");

    @TempDir
    Path directory;

    @TempDir
    Path keys;

    @Postgres
    TestDatabase source;

    Identity own;
    Backup backup;

    @BeforeEach
    void an_encrypted_backup() throws Exception {
        source.execute(
                "CREATE TABLE confidential AS SELECT i, md5(i::text) AS sum FROM generate_series(1, 20000) i",
                "INSERT INTO confidential VALUES (0, 'a plain text that must not be seen')",
                "SELECT lo_from_bytea(0, 'a large object')");
        own = Ages.identity(keys);
        backup = take(backups(Optional.empty()));
    }

    Verification verify(Optional<Path> identity) {
        return verify(backup, identity);
    }

    Verification verify(Backup one, Optional<Path> identity) {
        return backups(identity).verify(one, BackupProgress.NONE);
    }

    Backup listed() {
        return backups(Optional.empty()).list(Optional.of("daily")).get(0);
    }

    Backups backups(Optional<Path> identity) {
        return backups(List.of(own.recipient()), identity);
    }

    Backups backups(List<String> encryptTo, Optional<Path> identity) {
        return Sets.taken(
                Sets.of(Map.of(
                        "daily",
                        new Sets.Configured(
                                true,
                                Optional.of(directory),
                                Optional.of(Duration.ofHours(24)),
                                Optional.empty(),
                                RotationPolicy.KEEP_ALL,
                                new SetParts.Encrypting(Optional.of(encryptTo), identity)))),
                PROGRAMS);
    }

    Backup take(Backups backups) {
        try (Database database = new Database(DatabaseUrl.parse(source.url()))) {
            return backups.take(database, "daily", BackupProgress.NONE);
        }
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(backup.path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    byte[] age(Path file) throws Exception {
        Process age = new ProcessBuilder(
                        InstallScript.age().resolve("age").toString(),
                        "--decrypt",
                        "--identity",
                        own.file().toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] plain = age.getInputStream().readAllBytes();
        assertThat(age.waitFor()).isZero();
        return plain;
    }
}
