package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps as others make them, by a real pg_dump 17 from a real server, and what may befall them. */
@ProgramTest
public class ForeignDumpsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Postgres
    private static TestDatabase test;

    @TempDir
    static Path dumps;

    @TempDir
    Path directory;

    @BeforeAll
    static void every_kind_of_dump() throws Exception {
        test.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        dump("UTC", "custom.dump", "--format=custom");
        dump("America/New_York", "new-york.dump", "--format=custom");
        dump("UTC", "archive.tar", "--format=tar");
        dump("UTC", "directory", "--format=directory");
        dump("UTC", "verbose.sql", "--verbose");
        dump("UTC", "bare.sql");
        dump("UTC", "schema.dump", "--format=custom", "--schema-only");
        dump("UTC", "schema.sql", "--verbose", "--schema-only");
        dump("UTC", "inserts.dump", "--format=custom", "--inserts");
        run("UTC", List.of("gzip", "-k", dumps.resolve("verbose.sql").toString()));
        run("UTC", List.of("zstd", "-q", dumps.resolve("verbose.sql").toString()));
        run("UTC", List.of("gzip", "-k", dumps.resolve("custom.dump").toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"custom.dump", "archive.tar", "directory", "verbose.sql", "verbose.sql.gz", "verbose.sql.zst"})
    void a_whole_dump_that_tells_its_time_counts_once_it_was_read(String name) throws Exception {
        Path dump = copied(name);
        Files.setLastModifiedTime(dump, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        assertThat(listed().problem()).contains("it was not read to its end yet");

        assertThat(verify().problem()).isEmpty();

        assertThat(listed().verified()).isTrue();
        assertThat(age(listed())).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(RecoveryPointJudge.judge(target(), List.of(listed()), Instant.now())
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.dump", "archive.tar", "verbose.sql", "verbose.sql.gz"})
    void a_dump_that_says_it_was_begun_after_its_file_was_written_is_as_old_as_the_file(String name) throws Exception {
        Instant written = Instant.parse("2020-01-01T00:00:00Z");
        Files.setLastModifiedTime(copied(name), FileTime.from(written));
        verify();

        assertThat(listed().snapshotTime()).contains(written);
        assertThat(RecoveryPointJudge.judge(target(), List.of(listed()), Instant.now())
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.dump", "archive.tar", "verbose.sql", "verbose.sql.gz", "verbose.sql.zst"})
    void a_dump_cut_anywhere_does_not_count(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(dumps.resolve(name));
        for (int percent : new int[] {0, 1, 60, 99}) {
            Files.write(directory.resolve(name), Arrays.copyOf(bytes, (int) (bytes.length * (long) percent / 100)));

            assertThat(verify().problem())
                    .as(name + " cut at " + percent + " %")
                    .isPresent();
            assertThat(listed().verified()).isFalse();
        }
    }

    @Test
    void a_directory_without_one_tables_file_does_not_count() throws Exception {
        copied("directory");
        try (Stream<Path> files = Files.list(directory.resolve("directory"))) {
            Files.delete(
                    files.filter(file -> !file.endsWith("toc.dat")).findFirst().orElseThrow());
        }
        assertThat(verify().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("could not open"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.dump", "schema.sql"})
    void a_dump_of_the_schema_alone_is_no_backup_of_the_data(String name) throws Exception {
        copied(name);

        assertThat(verify().problem())
                .contains("it holds tables, and the rows of none: it is a dump of the schema alone");
        assertThat(listed().verified()).isFalse();
    }

    @Test
    void rows_by_insert_are_rows() throws Exception {
        copied("inserts.dump");

        assertThat(verify().problem()).isEmpty();
    }

    @Test
    void a_pg_restore_that_is_missing_or_killed_says_nothing_about_the_dump() throws Exception {
        copied("custom.dump");
        Path programs = Files.createTempDirectory("pulse-programs");
        try {
            Files.createSymbolicLink(programs.resolve("pg_dump"), PROGRAMS.resolve("pg_dump"));
            Scripts.write(
                    programs.resolve("pg_restore"),
                    "case $1 in --version) exec " + PROGRAMS.resolve("pg_restore") + " \"$@\";; esac; kill -9 $$");
            ForeignVerifier killed = new ForeignVerifier(
                    new ForeignReader(new ClientTools(Optional.of(programs), List.of(), false)),
                    rows -> Optional.empty());

            assertThatThrownBy(() -> killed.verify(target(), listed(), Instant.now(), BackupProgress.NONE))
                    .hasMessageContaining("ended by signal 9");
            assertThat(listed().verifiedAt()).isEmpty();
        } finally {
            PrivateFiles.delete(programs);
        }
    }

    @Test
    void a_script_that_tells_no_time_is_whole_but_does_not_count() throws Exception {
        copied("bare.sql");

        assertThat(verify().problem()).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("it is whole, but does not say when it was made"));
        assertThat(listed().snapshotTime()).isEmpty();
    }

    @Test
    void an_archive_compressed_once_more_is_dated_but_does_not_count() throws Exception {
        copied("custom.dump.gz");

        assertThat(verify().problem())
                .contains("it is an archive that was compressed once more: pg_restore cannot read it as it is");
        assertThat(age(listed())).isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }

    @Test
    void an_archive_is_dated_by_the_clock_of_its_host() throws Exception {
        copied("new-york.dump");

        assertThat(age(listed(NEW_YORK))).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(age(listed(ZoneOffset.UTC))).isGreaterThan(Duration.ofHours(3));
    }

    @Test
    void a_dump_that_was_changed_or_replaced_is_unproved_again() throws Exception {
        Path dump = copied("custom.dump");
        verify();
        Files.setLastModifiedTime(dump, FileTime.from(Instant.now().minusSeconds(1)));
        assertThat(listed().problem()).contains("it was not read to its end yet");

        verify();
        Path proofs = directory.resolve(".pulse-proofs-daily.json");
        Files.writeString(proofs, Files.readString(proofs).replace("\"millis\"", "\"millis\" "));
        assertThat(listed().verified()).as("white space is no change").isTrue();
        Files.writeString(proofs, Files.readString(proofs).replaceAll("Z\"", "1Z\""));
        assertThat(listed().problem()).contains("it was not read to its end yet");
    }

    @Test
    void what_is_no_dump_is_said_to_be_none_and_what_fits_no_pattern_is_not_looked_at() throws Exception {
        Files.writeString(directory.resolve("notes.sql"), "SELECT 1;\n");
        Files.writeString(directory.resolve("README"), "see notes.sql");
        BackupTarget sql = Sets.foreign(directory, "*.sql", ZoneOffset.UTC);

        assertThat(ForeignStore.list(sql)).hasSize(1);
        verifier().verify(sql, ForeignStore.list(sql).get(0), Instant.now(), BackupProgress.NONE);
        assertThat(ForeignStore.list(sql).get(0).problem()).contains("it begins like none of pg_dump's formats");
    }

    @Test
    void the_program_reads_them_once_counts_them_and_neither_takes_nor_removes_any() throws Exception {
        copied("custom.dump");
        Path cut = directory.resolve("cut.dump");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(dumps.resolve("custom.dump")), 9000));

        Outcome verify = program("backup", "verify", "daily", "--unread");
        assertThat(verify.exit()).as(verify.toString()).isEqualTo(1);
        assertThat(verify.err()).contains("cut.dump").doesNotContain("custom.dump is bad");
        assertThat(program("backup", "verify", "--unread").exit()).isZero();
        assertThat(program("backup", "list").out()).contains("custom.dump", "yes", "cut.dump", "no: ");
        assertThat(program("backup", "rotate", "daily").exit()).isEqualTo(2);
        assertThat(program("backup", "take", "daily").err())
                .contains(
                        "the backups of the set daily are made by another tool: pulse-db neither takes nor removes any");
    }

    private Outcome program(String... arguments) throws Exception {
        return new PulseDbProgram()
                .javaOption("-XX:TieredStopAtLevel=1")
                .database(test.url())
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", directory.toString())
                .with("PULSE_BACKUPS_DAILY_PATTERN", "*.dump")
                .run(arguments);
    }

    private Verification verify() {
        return verifier().verify(target(), listed(), Instant.now().truncatedTo(ChronoUnit.MILLIS), BackupProgress.NONE);
    }

    private static ForeignVerifier verifier() {
        return new ForeignVerifier(
                new ForeignReader(new ClientTools(Optional.of(PROGRAMS), List.of(), false)), rows -> Optional.empty());
    }

    private BackupTarget target() {
        return Sets.foreign(directory, "*", ZoneOffset.UTC);
    }

    private Backup listed() {
        return listed(ZoneOffset.UTC);
    }

    private Backup listed(ZoneId zone) {
        List<Backup> backups = ForeignStore.list(Sets.foreign(directory, "*", zone));
        assertThat(backups).hasSize(1);
        return backups.get(0);
    }

    private static Duration age(Backup backup) {
        return Duration.between(
                backup.snapshotTime().orElseThrow(), Instant.now().plusSeconds(1));
    }

    private Path copied(String name) throws IOException {
        try (Stream<Path> files = Files.walk(dumps.resolve(name))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, directory.resolve(dumps.relativize(file).toString()));
            }
        }
        return directory.resolve(name);
    }

    private static void dump(String zone, String name, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(PROGRAMS.resolve("pg_dump").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--file=" + dumps.resolve(name), "--dbname=" + test.url()));
        run(zone, command);
    }

    private static void run(String zone, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TZ", zone);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
