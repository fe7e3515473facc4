package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.age.AgeOutput;
import io.opsconductor.pulse.db.backup.age.AgeRecipients;
import io.opsconductor.pulse.db.backup.age.Ages;
import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import org.junit.jupiter.api.Test;

/**
 * E1: whoever can write into the directory of a set without a seal key makes checksums and manifest anew; where an identity is at
 * hand, it tells.
 */
class ForgedEncryptionIT extends EncryptedBackups {
    /** What a checksum cannot tell, for whoever can write there makes it anew. */
    @Test
    void a_list_of_tables_that_is_not_that_of_the_dump_is_found_when_it_is_read() throws Exception {
        Path file = backup.path().resolve("contents.json.age");
        String plain = new String(age(file)).replace("\"public.confidential\":20001", "\"public.confidential\":1");
        encrypt(file, plain.getBytes(), own);
        forge(List.of(own.recipient()));

        assertThat(verify(Optional.empty()).problem()).isEmpty();
        assertThat(verify(Optional.of(own.file())).problem())
                .contains("its tables or their numbers of rows are not those of its manifest");
    }

    @Test
    void another_ones_file_with_its_manifest_made_anew_is_bad_where_an_identity_should_open_it() throws Exception {
        Identity mallory = Ages.identity(keys);
        for (String name : FILES) {
            Path file = backup.path().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            encrypt(file, "a file of another one's".getBytes(), mallory);
            for (List<String> named : List.of(List.of(own.recipient()), List.of(mallory.recipient()))) {
                forge(named);
                assertThat(verify(Optional.of(own.file())).problem())
                        .as(name + " said to be for " + named)
                        .get()
                        .asString()
                        .contains("no identity at hand opens " + backup.path());
                assertThat(verify(Optional.of(own.file())).problem()).isPresent();
            }
            Files.write(file, whole);
        }
        forge(List.of(own.recipient()));
        assertThat(verify(Optional.of(own.file())).problem()).isEmpty();
    }

    @Test
    void a_file_for_more_others_or_no_recipients_than_its_manifest_says_is_bad_for_everybody() throws Exception {
        Identity mallory = Ages.identity(keys);
        for (String name : FILES) {
            Path file = backup.path().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            byte[] plain = age(file);
            encrypt(file, plain, own, mallory);
            byte[] both = Files.readAllBytes(file);
            for (byte[] content : List.of(both, plain, new byte[0])) {
                Files.write(file, content);
                forge(List.of(own.recipient()));
                for (Optional<Path> identity : List.of(Optional.<Path>empty(), Optional.of(own.file()))) {
                    assertThat(verify(identity).problem())
                            .as(name)
                            .contains(name + " is not encrypted to 1 X25519 recipient, as its manifest says");
                }
            }
            Files.write(file, whole);
        }
        forge(List.of(own.recipient(), mallory.recipient()));
        assertThat(verify(Optional.empty()).problem()).get().asString().contains("to 2 X25519 recipients");
    }

    private static void encrypt(Path file, byte[] plain, Identity... to) throws IOException {
        try (AgeOutput out = new AgeOutput(
                file, AgeRecipients.of(Stream.of(to).map(Identity::recipient).toList(), "x"))) {
            out.write(plain);
            out.finish();
        }
    }

    /** As whoever can write there does: checksums of what lies there now, under a new seal. */
    private void forge(List<String> encryptedTo) throws Exception {
        Manifest head = ManifestJson.read(backup.path(), SealKey.NONE);
        Files.write(
                backup.path().resolve(Manifest.FILE),
                ManifestJson.write(
                        new Manifest(
                                head.set(),
                                head.source(),
                                head.pgDumpVersion(),
                                head.files().stream()
                                        .map(one -> {
                                            Path file = backup.path().resolve(one.name());
                                            return new StoredFile(
                                                    one.name(),
                                                    size(file),
                                                    sha256(file),
                                                    plain(file).or(one::plain));
                                        })
                                        .toList(),
                                head.rows(),
                                head.contents(),
                                head.took(),
                                head.dumped(),
                                head.verifiedAt(),
                                head.changed(),
                                head.noGlobals(),
                                encryptedTo),
                        SealKey.NONE));
    }

    /** Of what the identity opens. */
    private Optional<Manifest.Plain> plain(Path file) {
        try (InputStream in = own.key().open(file)) {
            byte[] plain = in.readAllBytes();
            return Optional.of(new Manifest.Plain(plain.length, Checksum.of(plain)));
        } catch (IOException e) {
            return Optional.empty();
        }
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
}
