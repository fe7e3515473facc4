package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** After each fault the set has what it had before: here one verified backup, and nothing half done. */
public abstract class OneGoodBackup {
    public static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    public Path directory;

    public TestDatabase test;
    public Database database;
    public Backup good;

    @BeforeEach
    void a_set_with_one_good_backup() throws Exception {
        test = DevelopmentDatabases.shared().postgres();
        test.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        database = new Database(DatabaseUrl.parse(test.url()));
        good = backups().take(database, "daily", BackupProgress.NONE);
    }

    @AfterEach
    void nothing_half_done_is_left() throws IOException {
        database.close();
        test.close();
        try (Stream<Path> entries = Files.list(directory.resolve("daily"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .filteredOn(name -> !name.equals(".last-failure.json")) // what monitoring is told of it
                    .containsExactlyInAnyOrder(".lock", SetDirectory.MARKER, good.id());
        }
    }

    public Backups backups() {
        return Sets.daily(directory, PROGRAMS);
    }

    public PulseFailure failureOf(Backups backups) {
        return failureOf(backups, database.url());
    }

    public static PulseFailure failureOf(Backups backups, DatabaseUrl url) {
        try (Database database = new Database(url)) {
            return catchThrowableOfType(PulseFailure.class, () -> backups.take(database, "daily", BackupProgress.NONE));
        }
    }
}
