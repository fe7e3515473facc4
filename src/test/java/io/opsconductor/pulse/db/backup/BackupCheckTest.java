package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Manifest.StoredFile;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as they may be found, from the file system to the findings. */
class BackupCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void an_empty_directory_has_no_backup_which_is_critical() {
        assertThat(findings(directory)).extracting(Finding::severity).containsOnly(Severity.CRITICAL);
        assertThat(BackupStore.list(Sets.daily(directory))).isEmpty();
    }

    @Test
    void a_directory_that_is_not_there_cannot_be_judged() {
        Path unmounted = directory.resolve("volume");

        assertThat(findings(unmounted))
                .extracting(Finding::check, Finding::severity, Finding::subject)
                .containsExactly(
                        tuple("backup.recovery-point", Severity.UNKNOWN, "daily"),
                        tuple("backup.verified", Severity.UNKNOWN, "daily"));
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

        assertThat(new BackupCheck(sets).findings(null, NOW))
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(
                        tuple("archive", Severity.UNKNOWN),
                        tuple("archive", Severity.UNKNOWN),
                        tuple("daily", Severity.OK),
                        tuple("daily", Severity.OK));
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

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).doubt()).contains("it was taken for the set weekly");
    }

    @Test
    void a_file_of_another_size_makes_a_backup_unverified() throws IOException {
        store("grown", "daily", "123456");

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).doubt())
                .contains("database.dump has 6 bytes instead of 5");
        assertThat(findings(directory)).extracting(Finding::severity).containsOnly(Severity.CRITICAL);
    }

    @Test
    void a_directory_in_place_of_the_manifest_is_no_manifest() throws IOException {
        Files.createDirectories(directory.resolve("daily/odd/manifest.json"));

        assertThat(BackupStore.list(Sets.daily(directory)).get(0).doubt())
                .hasValueSatisfying(doubt -> assertThat(doubt).startsWith("its manifest cannot be read: "));
    }

    @Test
    void what_a_file_system_keeps_for_itself_is_no_backup() throws IOException {
        Files.createDirectories(directory.resolve("daily/.snapshot"));
        Files.createDirectories(directory.resolve("daily/lost+found"));
        Files.createFile(directory.resolve("daily/notes.txt"));

        assertThat(BackupStore.list(Sets.daily(directory))).isEmpty();
    }

    private static List<Finding> findings(Path directory) {
        return new BackupCheck(Sets.of(Map.of("daily", Sets.in(directory)))).findings(null, NOW);
    }

    /** A backup with a snapshot one hour ago and a dump that was five bytes long. */
    private void store(String name, String set, String dump) throws IOException {
        Path backup = Files.createDirectories(directory.resolve("daily").resolve(name));
        Files.writeString(backup.resolve("database.dump"), dump);
        Source source = new Source("x", NOW.minus(Duration.ofHours(1)), "17.5", Optional.empty(), Optional.empty());
        StoredFile file = new StoredFile("database.dump", 5, Checksum.of("12345".getBytes()));
        Files.write(
                backup.resolve("manifest.json"),
                ManifestJson.write(new Manifest(set, source, "17.5", List.of(file), Map.of(), Duration.ZERO, NOW)));
    }
}
