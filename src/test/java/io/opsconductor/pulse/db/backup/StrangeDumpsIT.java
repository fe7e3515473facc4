package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudge;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps that are whole, and yet not this database's, or came another way than as they were written. */
class StrangeDumpsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @Postgres
    private static TestDatabase test;

    @TempDir
    Path directory;

    @BeforeAll
    static void a_database() throws Exception {
        test.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 2000) i");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.dump", "archive.tar", "directory", "created.sql"})
    void a_dump_of_another_database_does_not_count(String name) throws Exception {
        dump(name);
        BackupTarget another = Sets.foreign(directory, "*", ZoneOffset.UTC, "plant");

        verifier().verify(another, ForeignStore.list(another).get(0), Instant.now(), BackupProgress.NONE);

        Backup listed = ForeignStore.list(another).get(0);
        assertThat(listed.problem()).contains("it is a dump of the database " + test.name() + ", not of plant");
        assertThat(RecoveryPointJudge.judge(another, List.of(listed), Instant.now())
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        BackupTarget same = Sets.foreign(directory, "*", ZoneOffset.UTC, test.name());
        assertThat(ForeignStore.list(same).get(0).verified()).isTrue();
    }

    @Test
    void an_archive_tells_that_it_is_another_databases_before_it_is_read() throws Exception {
        dump("custom.dump");
        Backup listed = ForeignStore.list(Sets.foreign(directory, "*", ZoneOffset.UTC, "plant"))
                .get(0);

        assertThat(listed.problem()).contains("it is a dump of the database " + test.name() + ", not of plant");
        assertThat(listed.unread()).isFalse();
    }

    @Test
    void a_script_with_line_ends_of_windows_counts_as_psql_restores_it_whole() throws Exception {
        Path script = dump("verbose.sql");
        Files.writeString(script, Files.readString(script).replace("\n", "\r\n"));

        assertThat(verify()).isEmpty();
    }

    @Test
    void an_archive_that_was_carried_as_text_is_bad_and_says_so() throws Exception {
        Path dump = dump("custom.dump");
        String bytes = Files.readString(dump, StandardCharsets.ISO_8859_1);
        Files.writeString(dump, bytes.replace("\n", "\r\n"), StandardCharsets.ISO_8859_1);

        assertThat(verify()).hasValueSatisfying(problem -> assertThat(problem)
                .contains("it was carried as text", "docker exec -t"));
        Files.writeString(dump, "--\n-- PostgreSQL database dump\n--\n", StandardCharsets.UTF_16);
        assertThat(verify()).hasValueSatisfying(problem -> assertThat(problem).contains("UTF-16", "PowerShell"));
    }

    @Test
    void a_script_of_a_cluster_cut_behind_its_first_database_does_not_count() throws Exception {
        Path script = dump("verbose.sql");
        String all = Files.readString(script);
        Files.writeString(
                script, "--\n-- PostgreSQL database cluster dump\n--\n\n\\connect " + test.name() + "\n\n" + all);

        assertThat(verify())
                .contains("it does not end with pg_dumpall's closing line: it was cut after 1 of its databases");
    }

    private Optional<String> verify() {
        BackupTarget target = Sets.foreign(directory, "*", ZoneOffset.UTC);
        return verifier()
                .verify(target, ForeignStore.list(target).get(0), Instant.now(), BackupProgress.NONE)
                .problem();
    }

    private static ForeignVerifier verifier() {
        return new ForeignVerifier(
                new ForeignReader(new ClientTools(Optional.of(PROGRAMS), List.of(), false)), rows -> Optional.empty());
    }

    private Path dump(String name) throws Exception {
        Path file = directory.resolve(name);
        List<String> options =
                switch (name) {
                    case "custom.dump" -> List.of("--format=custom");
                    case "archive.tar" -> List.of("--format=tar");
                    case "directory" -> List.of("--format=directory");
                    case "created.sql" -> List.of("--verbose", "--create");
                    default -> List.of("--verbose");
                };
        List<String> command = new ArrayList<>(
                List.of(PROGRAMS.resolve("pg_dump").toString(), "--file=" + file, "--dbname=" + test.url()));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }
}
