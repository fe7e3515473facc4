package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.Scripts;
import io.opsconductor.pulse.db.backup.toc.TocReader;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write where backups lie puts another archive in a backup's place when its checksums have been compared. */
@ProgramTest
class M5SwappedArchiveIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase source;

    private Path backup;
    private Path forged;

    @BeforeEach
    void a_sealed_backup_and_an_archive_of_another_hand() throws Exception {
        source.execute("CREATE TABLE good AS SELECT n FROM generate_series(1, 10) AS n");
        BackupAttack attack = new BackupAttack(folder, source.url());
        Outcome taken = attack.run(settings(BackupAttack.PROGRAMS), "backup", "take", "--init");
        assertThat(taken.exit()).as(taken.toString()).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            backup = files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
        source.execute("CREATE TABLE evil AS SELECT 1 AS n");
        forged = Files.createDirectory(folder.resolve("forged"));
        dump("--format=custom", forged.resolve("database.dump"));
    }

    @Test
    void a_directory_in_its_place_is_not_what_is_restored(@Postgres TestDatabase empty) throws Exception {
        Outcome outcome = restore(empty, "mv " + backup + " " + folder + "/away; mv " + forged + " " + backup);

        assertThat(one(empty, "SELECT to_regclass('evil')"))
                .as(outcome.toString())
                .isNull();
        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(one(empty, "SELECT count(*) FROM good")).isEqualTo("10");
    }

    /** Who writes into the backup itself can do so at any moment. */
    @ParameterizedTest
    @ValueSource(strings = {"mv", "cp"})
    void a_file_in_its_place_is_told(String how, @Postgres TestDatabase empty) throws Exception {
        Outcome outcome = restore(empty, how + " " + forged + "/database.dump " + backup + "/database.dump");

        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.err()).contains("the backup's files were changed while they were restored");
    }

    @Test
    void a_table_of_contents_that_names_files_elsewhere_is_refused() throws Exception {
        Path dump = folder.resolve("dump");
        dump("--format=directory", dump);
        assertThat(TocReader.read(dump).entries()).isNotEmpty();
        Path contents = dump.resolve("toc.dat");
        String written = Files.readString(contents, StandardCharsets.ISO_8859_1);
        int end = written.indexOf(".dat", written.indexOf("COPY ")) + ".dat".length();
        int begin = end;
        while (Character.isLetterOrDigit(written.charAt(begin - 1)) || written.charAt(begin - 1) == '.') {
            begin--;
        }
        for (String name : new String[] {"../" + written.substring(begin, end), "/etc/passwd"}) {
            Files.writeString(
                    contents,
                    written.substring(0, begin - 4) + (char) name.length() + "\0\0\0" + name + written.substring(end),
                    StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> TocReader.read(dump))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("names a file that is not in its directory");
        }
    }

    private void dump(String format, Path to) throws Exception {
        new ProcessBuilder(
                        BackupAttack.PROGRAMS.resolve("pg_dump").toString(),
                        format,
                        "--compress=0",
                        "--file=" + to,
                        "--dbname=" + source.url())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** @param swap done once, by what stands for pg_restore, before it opens anything to restore it */
    private Outcome restore(TestDatabase empty, String swap) throws Exception {
        Path programs = Scripts.programs(folder, BackupAttack.PROGRAMS, "exec $real \"$@\"");
        Path pgRestore = programs.resolve("pg_restore");
        Files.deleteIfExists(pgRestore);
        Files.writeString(
                pgRestore,
                "#!/bin/bash\nif [[ \"$*\" == *--dbname=* && ! -e " + folder + "/swapped ]]; then touch " + folder
                        + "/swapped; " + swap + "; fi\nexec " + BackupAttack.PROGRAMS.resolve("pg_restore")
                        + " \"$@\"\n");
        assertThat(pgRestore.toFile().setExecutable(true)).isTrue();
        return new BackupAttack(folder, source.url())
                .run(settings(programs), "restore", "daily", "--into=" + empty.url());
    }

    private static String[] settings(Path programs) {
        return new String[] {
            "PULSE_BACKUPS_DAILY_SEAL_KEY",
            "a key that is long enough to be a key",
            "PULSE_POSTGRESQL_BIN_DIRECTORY",
            programs.toString()
        };
    }

    private static String one(TestDatabase database, String sql) throws Exception {
        return HostileOwner.one(database, sql);
    }
}
