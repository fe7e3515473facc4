package io.opsconductor.pulse.db.backup.age;

import static io.opsconductor.pulse.db.backup.age.Ages.encrypted;
import static io.opsconductor.pulse.db.backup.age.Ages.identity;
import static io.opsconductor.pulse.db.backup.age.Ages.read;
import static io.opsconductor.pulse.db.backup.age.Ages.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.age.Ages.Identity;
import io.opsconductor.pulse.db.dev.InstallScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The age program reads what is written here, and the other way round. */
class AgeProgramIT {
    private static final Path PROGRAMS = InstallScript.age();
    private static final int CHUNK = 1 << 16;
    private static final int[] LENGTHS = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 1_000_000};

    @TempDir
    Path folder;

    @Test
    void age_opens_what_is_encrypted_here() throws Exception {
        Identity first = identity(folder);
        Identity second = identity(folder);
        for (int length : LENGTHS) {
            Path file = encrypted(folder, text(length), first, second);
            for (Identity identity : List.of(first, second)) {
                assertThat(run("age", "--decrypt", "--identity", identity.file().toString(), file.toString()))
                        .as(length + " bytes")
                        .isEqualTo(text(length));
            }
        }
    }

    @Test
    void what_age_encrypts_is_opened_here_by_what_age_keygen_made() throws Exception {
        Path identity = folder.resolve("key.txt");
        run("age-keygen", "--output", identity.toString());
        String recipient = Files.readAllLines(identity).stream()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring("# public key: ".length()))
                .findFirst()
                .orElseThrow();
        for (int length : LENGTHS) {
            Path plain = Files.write(folder.resolve("plain"), text(length));
            Path file = folder.resolve("encrypted.age");
            run(
                    "age",
                    "--recipient",
                    recipient,
                    "--recipient",
                    identity(folder).recipient(),
                    "--output",
                    file.toString(),
                    plain.toString());
            assertThat(read(AgeKey.identities(identity, "x"), file))
                    .as(length + " bytes")
                    .isEqualTo(text(length));
        }
    }

    private static byte[] run(String program, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(PROGRAMS.resolve(program).toString()), Stream.of(arguments))
                                .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
