package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.SmallVolume;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.SetDirectory.State;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void a_new_directory_is_told_from_one_that_is_not_there_and_from_one_without_backups() {
        BackupTarget target = Sets.daily(directory.resolve("volume"));
        assertThat(SetDirectory.state(target)).isEqualTo(State.NOT_THERE);
        assertThat(SetDirectory.state(Sets.daily(directory))).isEqualTo(State.EMPTY_NEW);

        SetDirectory.init(target);

        assertThat(SetDirectory.state(target)).isEqualTo(State.PRESENT);
        assertThat(directory.resolve("volume/daily/.pulse-backups")).hasContent("daily");
    }

    @Test
    void nobody_else_may_look_into_it() throws IOException {
        SetDirectory.init(Sets.daily(directory.resolve("volume")));

        for (String made : new String[] {"volume", "volume/daily"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(made))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_volume_that_is_not_mounted_is_not_written_to() throws Exception {
        BackupTarget target = Sets.daily(directory);
        try (SmallVolume volume = SmallVolume.mount(directory, 1)) {
            SetDirectory.init(target);
            SetDirectory.requirePresent(target);
        }

        assertThat(SetDirectory.state(target)).isEqualTo(State.EMPTY_NEW);
        assertThatThrownBy(() -> SetDirectory.requirePresent(target))
                .hasMessage(
                        directory + "/daily is not known as the directory of the backup set daily: it is new, or its"
                                + " volume is not mounted")
                .hasFieldOrPropertyWithValue("exit", ExitCode.USAGE)
                .hasFieldOrPropertyWithValue(
                        "remedy", "mount the volume, or if it is new: pulse-db backup take --init daily");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_directory_that_is_not_there_is_not_made() {
        Path unmounted = directory.resolve("volume");

        assertThatThrownBy(() -> SetDirectory.requirePresent(Sets.daily(unmounted)))
                .hasMessage("the directory " + unmounted + " of the backup set daily is not there");
        assertThat(unmounted).doesNotExist();
    }

    @Test
    void backups_prove_a_directory_that_lost_its_marker() throws IOException {
        Files.createDirectories(directory.resolve("daily/20260131T120000Z"));
        Files.createFile(directory.resolve("daily/20260131T120000Z/manifest.json"));

        SetDirectory.requirePresent(Sets.daily(directory));

        assertThat(directory.resolve("daily/.pulse-backups")).hasContent("daily");
    }

    @Test
    void the_directory_of_another_set_is_refused() throws IOException {
        SetDirectory.init(Sets.in(directory, "weekly"));
        Files.move(directory.resolve("weekly"), directory.resolve("daily"));

        assertThatThrownBy(() -> SetDirectory.requirePresent(Sets.daily(directory)))
                .hasMessage(directory + "/daily is the directory of the backup set 'weekly', not of daily")
                .extracting(failure -> ((PulseFailure) failure).exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_file_in_place_of_the_directory_is_a_mistake_of_the_configuration() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> SetDirectory.init(Sets.daily(file)))
                .hasMessage("the backup set daily cannot be written to " + file + "/daily: not a directory")
                .hasFieldOrPropertyWithValue("exit", ExitCode.USAGE);
        assertThatThrownBy(() -> SetDirectory.state(Sets.daily(file))).hasMessageEndingWith("not a directory");
    }
}
