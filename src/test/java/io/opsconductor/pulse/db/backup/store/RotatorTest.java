package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotation on a real directory of three backups, of which the rules keep one. */
@SuppressWarnings("try") // The marks and locks serve by being open.
class RotatorTest {
    @TempDir
    Path directory;

    private BackupTarget target;

    @BeforeEach
    void three_backups() throws IOException {
        target = Sets.daily(directory, new RotationPolicy(1, 0, 0, 0, 1));
        for (String day : List.of("01", "02", "03")) {
            Stored.backup(
                    directory, "daily", "202601" + day + "T021700Z", Instant.parse("2026-01-" + day + "T02:17:00Z"));
        }
    }

    @Test
    void what_no_rule_keeps_is_gone_and_the_rest_is_untouched() throws IOException {
        Rotation rotation = rotate();

        assertThat(rotation.steps())
                .extracting(Rotation.Step::fate)
                .containsExactly(Fate.KEPT, Fate.REMOVED, Fate.REMOVED);
        assertThat(rotation.failures()).isEmpty();
        assertThat(names()).containsExactly("20260103T021700Z");
        assertThat(rotate().steps()).extracting(Rotation.Step::fate).containsExactly(Fate.KEPT);
    }

    @Test
    void what_is_being_read_stays_until_the_next_rotation() throws IOException {
        try (BackupInUse drill = BackupInUse.reading(directory.resolve("daily/20260101T021700Z"))) {
            assertThat(rotate().steps())
                    .extracting(Rotation.Step::reason)
                    .contains("it is being read; the next rotation removes it");
            assertThat(names()).containsExactly("20260101T021700Z", "20260103T021700Z");
        }
        rotate();
        assertThat(names()).containsExactly("20260103T021700Z");
    }

    @Test
    void one_that_cannot_be_removed_keeps_no_other_and_is_named() throws IOException {
        // So long that it cannot be given the name of what is to go; for root too.
        String longName = "x".repeat(250);
        Stored.backup(directory, "daily", longName, Instant.parse("2026-01-02T00:00:00Z"));

        Rotation rotation = rotate();

        assertThat(rotation.steps())
                .extracting(Rotation.Step::fate)
                .containsExactly(Fate.KEPT, Fate.REMOVED, Fate.FAILED, Fate.REMOVED);
        assertThat(rotation.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.exit()).isEqualTo(ExitCode.FAILED))
                .asString()
                .contains("the backup " + longName + " of the set daily could not be removed: file name too long");
        assertThat(names()).containsExactly("20260103T021700Z", longName);
    }

    @Test
    void what_a_killed_rotation_left_is_no_backup_and_is_swept_by_the_next() throws IOException {
        Path leftover = directory.resolve("daily/.20251231T021700Z.removed");
        Files.move(directory.resolve("daily/20260101T021700Z"), leftover);
        assertThat(BackupStore.list(target)).hasSize(2);

        rotate();

        assertThat(leftover).doesNotExist();
    }

    @Test
    void a_plan_alone_changes_nothing() throws IOException {
        Rotation plan = rotator().plan("daily");

        assertThat(plan.steps())
                .extracting(Rotation.Step::fate)
                .containsExactly(Fate.KEPT, Fate.TO_REMOVE, Fate.TO_REMOVE);
        assertThat(names()).hasSize(3);
        assertThat(directory.resolve("daily/.lock")).doesNotExist();
    }

    @Test
    void nothing_is_removed_while_a_backup_is_being_taken() throws IOException {
        try (SetLock taking = SetLock.take(target)) {
            assertThatThrownBy(() -> rotator().rotate("daily"))
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.NOT_NOW);
        }
        assertThat(names()).hasSize(3);
    }

    @Test
    void without_a_rule_nothing_is_removed_and_no_lock_is_needed() throws IOException {
        target = Sets.daily(directory, RotationPolicy.KEEP_ALL);

        assertThat(rotate().count(Fate.KEPT)).isEqualTo(3);
        assertThat(directory.resolve("daily/.lock")).doesNotExist();
    }

    @Test
    void a_link_to_a_backup_elsewhere_goes_without_what_it_leads_to(@TempDir Path elsewhere) throws IOException {
        Path backup = directory.resolve("daily/20260101T021700Z");
        Path moved = elsewhere.resolve("moved");
        Files.move(backup, moved);
        Files.createSymbolicLink(backup, moved);

        assertThat(rotate().count(Fate.REMOVED)).isEqualTo(2);

        assertThat(Files.exists(backup, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(moved.resolve("database.dump")).exists();
    }

    private Rotation rotate() {
        return rotator().rotate("daily");
    }

    private Rotator rotator() {
        return new Rotator(Sets.rotating(directory, target.rotation()));
    }

    /** Of what is no hidden file. */
    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("daily"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
