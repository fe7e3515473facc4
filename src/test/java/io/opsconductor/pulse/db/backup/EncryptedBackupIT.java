package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import org.junit.jupiter.api.Test;

/** Backups that are encrypted before they are on the volume, by the real pg_dump, pg_restore and age. */
class EncryptedBackupIT extends EncryptedBackups {
    @Test
    void no_plain_text_is_on_the_volume_and_the_head_of_the_manifest_is_readable() throws Exception {
        assertThat(backup.verified()).isTrue();
        assertThat(backup.encryptedTo()).containsExactly(own.recipient());
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "contents.json.age", "database.dump.age", "globals.sql.age", "manifest.json");
        for (String name : names()) {
            assertThat(Files.readString(backup.path().resolve(name), StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain("confidential", "a plain text", "PGDMP", "CREATE ROLE", own.secret());
        }
        Manifest head = ManifestJson.read(backup.path(), SealKey.NONE);
        assertThat(head.source().database()).isEqualTo(source.name());
        assertThat(head.source().powerful()).isEmpty();
        assertThat(head.rows()).isEmpty();
        assertThat(head.files()).extracting(StoredFile::name).containsExactlyInAnyOrderElementsOf(FILES);
        for (StoredFile file : head.files()) {
            Path path = backup.path().resolve(file.name());
            byte[] plain = age(path);
            assertThat(file.bytes()).isEqualTo(Files.size(path));
            assertThat(file.sha256()).isEqualTo(Checksum.of(path));
            assertThat(file.plain()).contains(new Manifest.Plain(plain.length, Checksum.of(plain)));
        }
        Manifest whole = EncryptedContents.open(head, backup.path(), Optional.of(own.key()));
        assertThat(whole.rows()).containsEntry("public.confidential", 20001L);
        assertThat(whole.source().powerful().orElseThrow()).isNotEmpty();
    }

    @Test
    void what_age_decrypts_is_a_dump_that_pg_restore_reads() throws Exception {
        Path plain = Files.write(keys.resolve("plain.dump"), age(backup.path().resolve("database.dump.age")));

        Process listing = new ProcessBuilder(PROGRAMS.resolve("pg_restore").toString(), "--list", plain.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(listing.getInputStream().readAllBytes());

        assertThat(listing.waitFor()).as(said).isZero();
        assertThat(said).contains("TABLE DATA public confidential");
        assertThat(new String(age(backup.path().resolve("globals.sql.age")))).contains("CREATE ROLE");
    }

    @Test
    void it_is_read_to_its_end_with_an_identity_and_its_checksums_are_compared_without() throws Exception {
        Verification without = verify(Optional.empty());
        assertThat(without.problem()).isEmpty();
        assertThat(without.how()).isEqualTo(How.CHECKSUM);
        assertThat(listed().how()).isEqualTo(How.CHECKSUM);

        Verification stranger = verify(Optional.of(Ages.identity(keys).file()));
        assertThat(stranger.problem()).isEmpty();
        assertThat(stranger.how()).isEqualTo(How.CHECKSUM);

        Verification with = verify(Optional.of(own.file()));
        assertThat(with.problem()).isEmpty();
        assertThat(with.how()).isEqualTo(How.READ);
        assertThat(listed().how()).isEqualTo(How.READ);
    }

    @Test
    void a_flipped_bit_and_a_cut_end_are_found_with_and_without_an_identity() throws Exception {
        for (String name : FILES) {
            Path file = backup.path().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int part = 0; part <= 4; part++) {
                byte[] flipped = whole.clone();
                flipped[Math.min(whole.length - 1, whole.length * part / 4)] ^= 1;
                Files.write(file, flipped);
                for (Optional<Path> identity : List.of(Optional.<Path>empty(), Optional.of(own.file()))) {
                    assertThat(verify(identity).problem())
                            .as(name + " " + part + "/4")
                            .contains(name + " is not what was written: its checksum differs");
                }
            }
            Files.write(file, Arrays.copyOf(whole, whole.length - 1));
            assertThat(verify(Optional.of(own.file())).problem().orElseThrow()).startsWith(name + " has ");
            Files.write(file, whole);
        }
        assertThat(verify(Optional.of(own.file())).problem()).isEmpty();
    }

    @Test
    void a_backup_that_encrypt_to_would_not_have_made_is_told_when_it_is_verified() throws Exception {
        List<String> warned = new ArrayList<>();
        Backup plain = take(backups(List.of(), Optional.empty()));
        assertThat(verify(plain, warned).problem()).isEmpty();
        assertThat(warned).containsExactly("backup " + plain.id() + " is not encrypted, though encrypt-to is set");

        warned.clear();
        String other = Ages.identity(keys).recipient();
        Backup others = take(backups(List.of(other), Optional.empty()));
        assertThat(verify(others, warned).problem()).isEmpty();
        assertThat(warned)
                .containsExactly("backup " + others.id()
                        + " can be read by no recipient that encrypt-to names now: it is encrypted to " + other);
    }

    private Verification verify(Backup one, List<String> warned) {
        return backups(Optional.empty()).verify(one, new BackupProgress() {
            @Override
            public void reached(String set, Phase phase, Reached reached) {}

            @Override
            public void warned(String set, String line) {
                warned.add(line);
            }
        });
    }
}
