package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.ArchiveReader;
import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import org.junit.jupiter.api.Test;

/** A backup that was good once, and what befell it later. */
class DamagedBackupIT extends OneGoodBackup {
    @Test
    void a_dump_that_was_cut_is_seen_without_reading_it() throws IOException {
        truncate(dump(), Files.size(dump()) * 6 / 10);

        assertThat(listed().problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("database.dump has "));
        assertThat(listed().snapshotTime()).isEqualTo(good.snapshotTime());
    }

    @Test
    void a_flipped_bit_is_found_by_verifying() throws IOException {
        byte[] bytes = Files.readAllBytes(dump());
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump(), bytes);

        assertThat(backups().verify(listed(), BackupProgress.NONE).problem())
                .contains("database.dump is not what was written: its checksum differs");
    }

    @Test
    void a_missing_dump_and_a_manifest_that_cannot_be_believed_are_told() throws IOException {
        byte[] manifest = Files.readAllBytes(good.path().resolve("manifest.json"));
        Files.write(
                good.path().resolve("manifest.json"),
                new String(manifest, StandardCharsets.UTF_8)
                        .replace("20000", "20001")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(listed().problem()).contains("its manifest was changed after it had been written");
        assertThat(listed().snapshotTime()).isEmpty();

        Files.write(good.path().resolve("manifest.json"), manifest);
        assertThat(listed()).isEqualTo(good);
        Files.delete(dump());
        assertThat(listed().problem()).contains("database.dump is missing");

        Files.delete(good.path().resolve("manifest.json"));
        assertThat(listed().problem()).contains("it has no manifest");
    }

    @Test
    void a_dump_cut_anywhere_cannot_be_read_to_its_end() throws Exception {
        var programs = new ClientTools(Optional.of(PROGRAMS), List.of(), false).forServer(17);
        byte[] bytes = Files.readAllBytes(dump());
        for (int percent : new int[] {0, 1, 10, 60, 99}) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, bytes.length * percent / 100));
            assertThat(ArchiveReader.problem(programs, Archive.plain(cut), new CopyRows()))
                    .as(percent + " %")
                    .isPresent();
        }
        Files.delete(directory.resolve("cut"));
    }

    private Path dump() {
        return good.path().resolve("database.dump");
    }

    private Backup listed() {
        return backups().list(Optional.of("daily")).get(0);
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
