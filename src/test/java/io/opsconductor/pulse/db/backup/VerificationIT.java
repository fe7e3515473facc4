package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.judge.BackupCheck;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

/** What is known of a backup after it was verified once more, without reading it again. */
class VerificationIT extends OneGoodBackup {

    @Test
    void a_good_one_is_recorded_with_its_time_and_ages_like_everything_else() throws Exception {
        assertThat(listed().verifiedAt()).isPresent();

        Verification verification = backups().verify(good, BackupProgress.NONE);

        assertThat(verification.verified()).isTrue();
        assertThat(verification.bytes()).isEqualTo(good.bytes());
        assertThat(listed().verifiedAt()).contains(verification.time());
        assertThat(listed().bytes()).isEqualTo(good.bytes());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("verification.json"))))
                .isEqualTo("rw-------");
        assertThat(verified(verification.time().plus(Duration.ofDays(7))).severity())
                .isEqualTo(Severity.OK);
        Finding old = verified(verification.time().plus(Duration.ofDays(8)));
        assertThat(old.severity()).isEqualTo(Severity.WARNING);
        assertThat(old.message())
                .isEqualTo("backup " + good.id() + " was last read to its end 8d ago: whether it is still whole is"
                        + " not known");
        assertThat(old.remedy()).isEqualTo("pulse-db backup verify daily");
    }

    @Test
    void a_bad_one_is_known_as_bad_until_it_is_found_good_again() throws Exception {
        byte[] bytes = Files.readAllBytes(file("database.dump"));
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        Files.write(file("database.dump"), flipped);

        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("database.dump is not what was written: its checksum differs");
        assertThat(listed().problem()).contains("database.dump is not what was written: its checksum differs");
        assertThat(verified(Instant.now()).severity()).isEqualTo(Severity.CRITICAL);

        Files.write(file("database.dump"), bytes);
        assertThat(backups().verify(listed(), BackupProgress.NONE).problem()).isEmpty();
        assertThat(listed().verified()).isTrue();
        assertThat(verified(Instant.now()).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void one_flipped_bit_anywhere_is_found_in_the_dump_the_roles_and_the_manifest() throws Exception {
        for (String name : new String[] {"database.dump", "globals.sql", "manifest.json"}) {
            byte[] bytes = Files.readAllBytes(file(name));
            for (int part = 0; part <= 8; part++) {
                byte[] flipped = bytes.clone();
                flipped[Math.min(bytes.length - 1, bytes.length * part / 8)] ^= 1;
                Files.write(file(name), flipped);
                assertThat(backups().verify(good, BackupProgress.NONE).problem())
                        .as(name + " " + part + "/8")
                        .isPresent();
            }
            Files.write(file(name), bytes);
        }
        assertThat(backups().verify(good, BackupProgress.NONE).problem()).isEmpty();
    }

    @Test
    void a_dump_of_no_bytes_an_empty_manifest_and_an_extra_file_are_found() throws Exception {
        byte[] dump = Files.readAllBytes(file("database.dump"));
        Files.write(file("database.dump"), new byte[0]);
        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("database.dump has 0 bytes instead of " + dump.length);
        Files.write(file("database.dump"), dump);

        Files.writeString(file("notes.txt"), "mine");
        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("unexpected file notes.txt: not listed in the manifest");
        Files.delete(file("notes.txt"));

        byte[] manifest = Files.readAllBytes(file("manifest.json"));
        Files.write(file("manifest.json"), new byte[0]);
        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("its manifest is empty or no JSON object");
        Files.delete(file("manifest.json"));
        assertThat(backups().verify(good, BackupProgress.NONE).problem()).contains("it has no manifest");
        Files.write(file("manifest.json"), manifest);
        assertThat(backups().verify(good, BackupProgress.NONE).problem()).isEmpty();
    }

    @Test
    void a_manifest_that_tells_of_other_rows_than_the_archive_is_found_though_its_seal_is_right() throws Exception {
        BackupRoom.falsify(good, "public.t", 20001);

        assertThat(listed().verified()).isTrue();
        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("its tables or their numbers of rows are not those of its manifest");
    }

    @Test
    void what_cannot_be_looked_at_is_not_recorded_as_bad() throws Exception {
        byte[] manifest = Files.readAllBytes(file("manifest.json"));
        Files.writeString(file("manifest.json"), "{\"format\": 3}");
        assertThat(backups().verify(good, BackupProgress.NONE).problem())
                .contains("its manifest was written by a newer pulse-db");
        Files.write(file("manifest.json"), manifest);

        Path programs = Scripts.programs(directory, PROGRAMS, "exit 1");
        Files.delete(programs.resolve("pg_restore"));
        Scripts.write(programs.resolve("pg_restore"), "kill -9 $$");
        assertThatThrownBy(() -> Sets.daily(directory, programs)
                        .verify(good, BackupProgress.NONE)
                        .problem())
                .hasMessageContaining("ended by signal 9");

        assertThat(file("verification.json")).doesNotExist();
        assertThat(listed().verified()).isTrue();
    }

    @Test
    void a_record_changed_by_hand_or_taken_from_another_backup_proves_nothing() throws Exception {
        backups().verify(good, BackupProgress.NONE).problem();
        byte[] record = Files.readAllBytes(file("verification.json"));
        Files.writeString(
                file("verification.json"), new String(record).replaceFirst("\"time\" : \"20..", "\"time\" : \"2199"));
        assertThat(listed().problem())
                .contains("its verification.json was changed after it had been written; verify it again");

        Backup other = backups().take(database, "daily", BackupProgress.NONE);
        Files.write(other.path().resolve("verification.json"), record);
        Instant taken = ManifestJson.read(Files.readAllBytes(other.path().resolve("manifest.json")), SealKey.NONE)
                .verifiedAt();
        assertThat(listed().verifiedAt()).contains(taken);
        PrivateFiles.delete(other.path());

        assertThat(backups().verify(good, BackupProgress.NONE).problem()).isEmpty();
        assertThat(listed().verified()).isTrue();
    }

    private Path file(String name) {
        return good.path().resolve(name);
    }

    private Finding verified(Instant now) {
        return new BackupCheck(Sets.of(Map.of("daily", Sets.in(directory))), Sets.LISTING)
                .findings(database, now).stream()
                        .filter(finding -> finding.check().equals("backup.verified"))
                        .findFirst()
                        .orElseThrow();
    }

    private Backup listed() {
        return backups().list(Optional.of("daily")).get(0);
    }
}
