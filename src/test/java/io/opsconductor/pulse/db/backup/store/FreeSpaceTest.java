package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.SmallVolume;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
    @TempDir
    Path directory;

    @Test
    void the_newest_backup_says_how_much_the_next_one_needs_unless_the_database_shrank_below_it() {
        assertThat(FreeSpace.needed(OptionalLong.of(500), 10_000)).isEqualTo(500);
        assertThat(FreeSpace.needed(OptionalLong.of(500), 400)).isEqualTo(400);
    }

    @Test
    void a_first_backup_needs_a_tenth_of_the_database_at_least() {
        assertThat(FreeSpace.needed(OptionalLong.empty(), 10_000)).isEqualTo(1_000);
    }

    @Test
    void too_little_is_told_before_the_dump_begins() throws Exception {
        BackupTarget target = Sets.daily(directory);
        try (SmallVolume volume = SmallVolume.mount(directory, 1)) {
            SetDirectory.init(target);
            FreeSpace.require(target, 500_000);

            assertThatThrownBy(() -> FreeSpace.require(target, 3_000_000_000L))
                    .hasMessageStartingWith("the backup set daily needs about 2.8 GB, and only 1")
                    .hasMessageEndingWith(" are free in " + directory + "/daily");
        }
    }
}
