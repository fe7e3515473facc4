package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.store.BackupInUse;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.SetDirectory;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as they may be found, from the file system to the findings. */
class BackupCheckTest {
    private static final Database DATABASE = new Database(DatabaseUrl.parse("postgresql://localhost/plant"));

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void an_empty_directory_with_a_marker_has_no_backup_which_is_critical() throws IOException {
        SetDirectory.init(Sets.daily(directory));

        assertThat(BackupStore.list(Sets.daily(directory))).isEmpty();
        assertThat(findings(directory))
                .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
                .extracting(Finding::check)
                .containsExactly("backup.recovery-point", "backup.verified", "backup.copies");
    }

    @Test
    void an_empty_directory_without_a_marker_may_be_a_volume_that_is_not_mounted() {
        assertThat(findings(directory)).extracting(Finding::severity).containsOnly(Severity.UNKNOWN);
        assertThat(findings(directory).get(0).message())
                .endsWith("no backup was ever taken, or its volume is not mounted");
        assertThat(findings(directory).get(0).remedy()).contains("pulse-db backup take --init daily");
    }

    @Test
    void a_directory_that_is_not_there_cannot_be_judged() {
        Path unmounted = directory.resolve("volume");

        assertThat(findings(unmounted))
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(
                        tuple("backup.recovery-point", Severity.UNKNOWN, "daily"),
                        tuple("backup.verified", Severity.UNKNOWN, "daily"),
                        tuple("backup.copies", Severity.UNKNOWN, "daily"),
                        tuple("backup.size", Severity.UNKNOWN, "daily"),
                        tuple("backup.schedule", Severity.UNKNOWN, "daily"));
        assertThat(findings(unmounted).get(0).message())
                .isEqualTo("could not look: the directory " + unmounted + " of the backup set daily is not there");
        assertThat(findings(unmounted).get(0).remedy()).contains("PULSE_BACKUPS_DAILY_DIRECTORY");
        assertThatThrownBy(() -> BackupStore.list(Sets.daily(unmounted)))
                .extracting(failure -> ((PulseFailure) failure).exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_file_in_place_of_a_directory_cannot_be_judged() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(findings(file).get(0).message()).endsWith("cannot be read: not a directory");

        Files.createFile(directory.resolve("daily"));
        assertThat(findings(directory)).extracting(Finding::severity).containsOnly(Severity.UNKNOWN);
    }

    @Test
    void a_set_without_a_directory_cannot_be_judged_and_hides_no_other() throws IOException {
        store("good", "daily", "12345");
        BackupSets sets = Sets.of(Map.of(
                "daily",
                Sets.in(directory),
                "archive",
                new Sets.Configured(true, Optional.empty(), Optional.empty(), Optional.empty())));

        assertThat(new BackupCheck(sets, Sets.LISTING).findings(DATABASE, NOW))
                .filteredOn(finding -> finding.check().equals("backup.recovery-point"))
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("archive", Severity.UNKNOWN), tuple("daily", Severity.OK));
    }

    @Test
    void touched_times_of_files_do_not_make_a_backup_younger() throws IOException {
        Path old = Stored.backup(directory, "daily", "20260131T110000Z", NOW.minus(Duration.ofHours(30)));
        for (Path file : List.of(old, old.resolve("database.dump"), old.resolve("manifest.json"))) {
            Files.setLastModifiedTime(file, FileTime.from(NOW));
        }

        assertThat(recoveryPoint().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(recoveryPoint().measured()).isEqualTo("1d 6h");
    }

    @Test
    void a_database_whose_clock_is_ahead_is_seen_in_the_manifest() throws IOException {
        Stored.backup(directory, "daily", "b", NOW.minus(Duration.ofHours(22)), Duration.ofHours(3));

        assertThat(recoveryPoint().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(recoveryPoint().measured()).isEqualTo("1d 1h");
    }

    @Test
    void a_mark_of_being_read_is_no_part_of_a_backup() throws IOException {
        Path backup = Stored.backup(directory, "daily", "b", NOW);
        Files.writeString(backup.resolve(BackupInUse.FILE), "12345");

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).bytes()).isEqualTo(5);
    }

    @Test
    void renamed_and_copied_backups_keep_their_recovery_point() throws IOException {
        store("a name of one's own\n", "daily", "12345");

        Backup backup = BackupStore.list(Sets.daily(directory)).get(0);

        assertThat(backup.verified()).isTrue();
        assertThat(backup.snapshotTime()).contains(NOW.minus(Duration.ofHours(1)));
        assertThat(backup.id()).isEqualTo("a name of one's own?");
        assertThat(backup.bytes()).isEqualTo(5);
    }

    @Test
    void a_backup_of_another_set_does_not_count() throws IOException {
        store("copied", "weekly", "12345");

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).problem())
                .contains("it was taken for the set weekly");
    }

    @Test
    void a_file_of_another_size_makes_a_backup_unverified() throws IOException {
        store("grown", "daily", "123456");

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).problem())
                .contains("database.dump has 6 bytes instead of 5");
        assertThat(recoveryPoint().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_directory_in_place_of_the_manifest_is_no_manifest() throws IOException {
        Files.createDirectories(directory.resolve("daily/odd/manifest.json"));

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("its manifest cannot be read: "));
    }

    @Test
    void what_a_file_system_keeps_for_itself_is_no_backup() throws IOException {
        Files.createDirectories(directory.resolve("daily/.snapshot"));
        Files.createDirectories(directory.resolve("daily/lost+found"));
        SetDirectory.init(Sets.daily(directory));
        Files.createFile(directory.resolve("daily/notes.txt"));

        assertThat(BackupStore.list(Sets.daily(directory))).isEmpty();
    }

    static List<Finding> findings(Path directory) {
        return new BackupCheck(Sets.of(Map.of("daily", Sets.in(directory))), Sets.LISTING).findings(DATABASE, NOW);
    }

    private Finding recoveryPoint() {
        return findings(directory).get(0);
    }

    /** A backup with a snapshot one hour ago and a dump that was five bytes long. */
    private void store(String name, String set, String dump) throws IOException {
        Path backup = Stored.backup(directory, set, name, NOW.minus(Duration.ofHours(1)));
        Files.writeString(backup.resolve("database.dump"), dump);
    }
}
