package io.opsconductor.pulse.db.backup.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_and_can_be_read_by_its_owner_only() throws IOException {
        Path file = Files.writeString(folder.resolve("record.json"), "old");

        PrivateFiles.replace(file, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void where_there_is_no_room_for_what_is_bad_nothing_better_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("verification.json"), "verified");

        assertThatThrownBy(() -> PrivateFiles.replaceOrEmpty(file, new byte[] {1}, PrivateFilesTest::onFullDisk))
                .hasMessage("No space left on device");

        assertThat(file).isEmptyFile();
    }

    private static void onFullDisk(Path file, byte[] content) throws IOException {
        if (content.length > 0) {
            throw new IOException("No space left on device");
        }
        PrivateFiles.replace(file, content);
    }

    @Test
    void nothing_is_left_beside_it_when_it_cannot_take_its_place() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("record.json").resolve("full"))
                .getParent();

        assertThatThrownBy(() -> PrivateFiles.replace(taken, new byte[] {1})).isInstanceOf(IOException.class);

        try (Stream<Path> names = Files.list(folder)) {
            assertThat(names).containsExactly(taken);
        }
    }
}
