package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Scripts;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.DumpOptions.Format;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Last pass, M3 and M4: whoever may write into a set's directory puts a link into a directory's place while it is used. */
@ProgramTest
@AlsoOnTheJvm
class M3M4SwappedDirectoryIT {
    private static final int FILES = 300;

    @TempDir
    Path folder;

    /** pg_dump itself stands for the attacker: it is there before anything is written. */
    @ParameterizedTest
    @CsvSource({"CUSTOM, database.dump", "DIRECTORY, database.dump/toc.dat"})
    void a_dump_is_written_into_the_directory_that_was_made_for_it_or_nowhere(
            Format format, String written, @Postgres TestDatabase test) throws Exception {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Files.createDirectories(victim.resolve(written).getParent());
        if (!format.isDirectory()) {
            Files.writeString(victim.resolve(written), "precious");
        }
        Path programs = Scripts.programs(
                folder,
                BackupAttack.PROGRAMS,
                "made=$(ls -d " + folder + "/daily/*.partial); mv $made " + folder + "/away; ln -s " + victim
                        + " $made; exec $real \"$@\"");
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            PulseFailure failure = catchThrowableOfType(
                    PulseFailure.class,
                    () -> Sets.take(
                            folder,
                            programs,
                            database,
                            Sets.options(format, 1, Optional.empty()),
                            BackupProgress.NONE));

            assertThat(failure).hasMessageContaining("was replaced by another directory");
        }
        if (format.isDirectory()) {
            assertThat(victim.resolve("database.dump")).isEmptyDirectory();
        } else {
            assertThat(victim.resolve(written)).hasContent("precious");
        }
        assertThat(victim).isDirectoryNotContaining("glob:**.json");
        assertThat(folder.resolve("away"))
                .as("the dump is not left to whoever moved it")
                .isEmptyDirectory();
    }

    @Test
    void what_is_removed_is_what_lay_in_the_directory() throws Exception {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        fill(victim);
        for (int round = 0; round < 20; round++) {
            Path leftover = folder.resolve("leftover" + round);
            Path inner = Files.createDirectories(leftover.resolve("inner"));
            fill(inner);
            Path away = folder.resolve("away" + round);
            CompletableFuture<Void> swap = CompletableFuture.runAsync(() -> swap(inner, away, victim));
            try {
                PrivateFiles.delete(leftover);
            } catch (IOException e) {
                // The directory is not what it was: it may stay.
            }
            swap.join();
            assertThat(count(victim)).as("round " + round).isEqualTo(FILES);
        }
    }

    private static void fill(Path directory) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.createFile(directory.resolve("f" + i));
        }
    }

    /** As soon as the removal has begun. */
    private static void swap(Path directory, Path away, Path victim) {
        try {
            while (count(directory) == FILES) {
                Thread.onSpinWait();
            }
            Files.move(directory, away);
            Files.createSymbolicLink(directory, victim);
        } catch (IOException e) {
            // Too late: it is gone.
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
