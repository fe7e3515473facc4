package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.age.AgeOutput;
import io.opsconductor.pulse.db.backup.age.AgeRecipients;
import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.set.Verification.How;
import io.opsconductor.pulse.db.backup.store.EncryptedContents;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.InstallScript;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are encrypted before they are on the volume, by the real pg_dump, pg_restore and age. */
class EncryptedBackupIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    private static final List<String> FILES = List.of("contents.json.age", "database.dump.age", "globals.sql.age");

    @TempDir
    Path directory;

    @TempDir
    Path keys;

    @Postgres
    private TestDatabase source;

    private Identity own;
    private Backup backup;

    @BeforeEach
    void an_encrypted_backup() throws Exception {
        source.execute(
                "CREATE TABLE confidential AS SELECT i, md5(i::text) AS sum FROM generate_series(1, 20000) i",
                "INSERT INTO confidential VALUES (0, 'a plain text that must not be seen')",
                "SELECT lo_from_bytea(0, 'a large object')");
        own = Ages.identity(keys);
        backup = take(backups(Optional.empty()));
    }

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

    /** What a checksum cannot tell, for whoever can write there makes it anew. */
    @Test
    void a_list_of_tables_that_is_not_that_of_the_dump_is_found_when_it_is_read() throws Exception {
        Path file = backup.path().resolve("contents.json.age");
        String plain = new String(age(file)).replace("\"public.confidential\":20001", "\"public.confidential\":1");
        try (AgeOutput out = new AgeOutput(file, AgeRecipients.of(List.of(own.recipient()), "x"))) {
            out.write(plain.getBytes());
            out.finish();
        }
        Manifest head = ManifestJson.read(backup.path(), SealKey.NONE);
        List<StoredFile> files = head.files().stream()
                .map(one -> one.name().equals("contents.json.age")
                        ? new StoredFile(one.name(), size(file), sha256(file), one.plain())
                        : one)
                .toList();
        Files.write(
                backup.path().resolve(Manifest.FILE),
                ManifestJson.write(
                        new Manifest(
                                head.set(),
                                head.source(),
                                head.pgDumpVersion(),
                                files,
                                head.rows(),
                                head.contents(),
                                head.took(),
                                head.dumped(),
                                head.verifiedAt(),
                                head.noGlobals(),
                                head.encryptedTo()),
                        SealKey.NONE));

        assertThat(verify(Optional.empty()).problem()).isEmpty();
        assertThat(verify(Optional.of(own.file())).problem())
                .contains("its tables or their numbers of rows are not those of its manifest");
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static String sha256(Path file) {
        try {
            return Checksum.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verification verify(Optional<Path> identity) {
        return verify(backup, identity);
    }

    private Verification verify(Backup one, Optional<Path> identity) {
        return backups(identity).verify(one, BackupProgress.NONE);
    }

    private Backup listed() {
        return backups(Optional.empty()).list(Optional.of("daily")).get(0);
    }

    private Backups backups(Optional<Path> identity) {
        return Sets.taken(
                Sets.of(Map.of(
                        "daily",
                        new Sets.Configured(
                                true,
                                Optional.of(directory),
                                Optional.of(Duration.ofHours(24)),
                                Optional.empty(),
                                RotationPolicy.KEEP_ALL,
                                new SetParts.Encrypting(Optional.of(List.of(own.recipient())), identity)))),
                PROGRAMS);
    }

    private Backup take(Backups backups) {
        try (Database database = new Database(DatabaseUrl.parse(source.url()))) {
            return backups.take(database, "daily", BackupProgress.NONE);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(backup.path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private byte[] age(Path file) throws Exception {
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
