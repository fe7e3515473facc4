package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set's directory holds backups of one database; those of another do not count for it. */
class OneDatabaseIT {
    @TempDir
    Path directory;

    @Test
    void a_backup_of_another_database_is_refused_and_one_that_is_there_does_not_count(@Postgres TestDatabase test)
            throws Exception {
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            test.execute("CREATE TABLE t (a int)");
            Backups plant = backups(Set.of("plant"));
            assertThatThrownBy(() -> plant.take(database, "daily", BackupProgress.NONE))
                    .hasMessage("the set daily holds backups of plant, and this is the database " + test.name());

            assertThat(backups(Set.of("plant", test.name()))
                            .take(database, "daily", BackupProgress.NONE)
                            .verified())
                    .isTrue();
            assertThat(plant.list(Optional.of("daily")).get(0).problem())
                    .contains("it is a dump of the database " + test.name() + ", not of plant");
        }
    }

    private Backups backups(Set<String> databases) {
        Map<String, BackupSettings.BackupSet> sets = Map.of("daily", Sets.in(directory));
        return Sets.taken(new BackupSets(() -> sets, () -> databases, (database, set) -> false), BackupRoom.PROGRAMS);
    }
}
