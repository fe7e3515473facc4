package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.toc.TocReader;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several runs of pg_restore read side by side is what one reads. */
class ArchiveSharesIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    private static TestDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_hypertable_and_large_tables() throws Exception {
        database = DevelopmentDatabases.shared().server().createDatabase();
        database.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE telemetry (at timestamptz NOT NULL, payload text)",
                "SELECT create_hypertable('telemetry', 'at', chunk_time_interval => interval '1 day')",
                "INSERT INTO telemetry SELECT timestamptz '2026-01-01 00:00Z' + i * interval '1 minute', md5(i::text)"
                        + " FROM generate_series(1, 10000) i",
                "CREATE TABLE \"odd; \n name\" AS SELECT i, repeat(md5(i::text), 3) t FROM generate_series(1, 150000) i",
                "CREATE TABLE one AS SELECT i, repeat(md5(i::text), 3) t FROM generate_series(1, 100000) i",
                "CREATE TABLE two AS SELECT i, repeat(md5(i::text), 3) t FROM generate_series(1, 50000) i",
                "CREATE TABLE none (n int)",
                "GRANT SELECT ON one TO PUBLIC",
                "SELECT lo_from_bytea(0, '\\x00ff'::bytea)");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void every_entry_is_in_one_share_and_the_catalogue_in_the_first() throws Exception {
        for (String format : List.of("custom", "directory")) {
            Path archive = dump(format);
            List<List<Integer>> shares = ArchiveShares.of(archive, 4);
            assertThat(shares).as(format).hasSize(3); // of 8 MiB each
            List<Integer> dealt = new ArrayList<>();
            shares.forEach(dealt::addAll);
            List<Integer> all = new ArrayList<>();
            Set<Integer> catalogue = new HashSet<>();
            TocReader.read(archive, entry -> {
                all.add(entry.id());
                if (!entry.is("TABLE DATA") || CatalogueRows.isRead(entry.schema() + "." + entry.tag())) {
                    catalogue.add(entry.id());
                }
            });
            assertThat(dealt).doesNotHaveDuplicates().hasSameElementsAs(all);
            assertThat(shares.get(0)).containsAll(catalogue);
        }
    }

    @Test
    void they_read_what_one_run_reads() throws Exception {
        for (String format : List.of("custom", "directory")) {
            Path archive = dump(format);
            CopyRows alone = read(archive, 1);
            CopyRows together = read(archive, 4);

            assertThat(together.rows()).as(format).isEqualTo(alone.rows()).containsEntry("public.one", 100_000L);
            assertThat(together.contents()).isEqualTo(alone.contents());
            assertThat(together.contents().hypertables()).hasSize(1);
            assertThat(together.hypertableProblem()).isEmpty();
            assertThat(together.timescaleVersion()).isEqualTo(alone.timescaleVersion());
            assertThat(together.schemaOnly()).isFalse();
            assertThat(together.bytes()).isGreaterThan(alone.bytes() - 100_000);
        }
    }

    @Test
    void damage_in_any_share_is_found() throws Exception {
        Path archive = dump("custom");
        byte[] whole = Files.readAllBytes(archive);
        List<Long> positions = new ArrayList<>();
        TocReader.read(archive, entry -> entry.position().ifPresent(positions::add));
        positions.sort(null);
        for (long position :
                List.of(positions.get(0), positions.get(positions.size() / 2), positions.get(positions.size() - 1))) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, (int) position, (int) position + 16, (byte) 0x7f);
            Path file = Files.write(folder.resolve("damaged"), damaged);
            assertThat(ArchiveShares.of(file, 4)).hasSize(3);
            assertThat(problem(file, new CopyRows(), 4)).as("at " + position).isPresent();
        }
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 100_000));
        assertThat(ArchiveShares.of(cut, 4)).hasSize(3);
        assertThat(problem(cut, new CopyRows(), 4)).isPresent();
    }

    @Test
    void one_run_reads_what_is_small_or_has_no_places_or_no_second_processor() throws Exception {
        Path archive = dump("custom");
        assertThat(ArchiveShares.of(archive, 1)).isEmpty();
        assertThat(ArchiveShares.of(archive, 2)).hasSize(2);

        Path piped = folder.resolve("piped");
        Process dump = new ProcessBuilder(
                        "sh",
                        "-c",
                        "\"$0\" \"$@\" | cat > '" + piped + "'",
                        PROGRAMS.resolve("pg_dump").toString(),
                        "--format=custom",
                        "--compress=none",
                        "--dbname=" + database.url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(dump.waitFor()).isZero();
        assertThat(ArchiveShares.of(piped, 4)).isEmpty();
        assertThat(read(piped, 4).rows()).isEqualTo(read(archive, 1).rows());

        assertThat(ArchiveShares.of(dump("custom", "--compress=gzip:9", "--table=two"), 4))
                .isEmpty();
    }

    private CopyRows read(Path archive, int processors) throws Exception {
        CopyRows counter = new CopyRows();
        assertThat(problem(archive, counter, processors)).isEmpty();
        return counter;
    }

    private static Optional<String> problem(Path archive, CopyRows counter, int processors)
            throws IOException, InterruptedException {
        ClientPrograms programs = new ClientTools(Optional.of(PROGRAMS), List.of(), true).forServer(17);
        return ArchiveReader.problem(programs, Archive.plain(archive), counter, processors);
    }

    private Path dump(String format, String... options) throws Exception {
        Path archive = Files.createTempDirectory(folder, format).resolve("archive");
        List<String> command = new ArrayList<>(List.of(
                PROGRAMS.resolve("pg_dump").toString(),
                "--format=" + format,
                "--compress=none",
                "--file=" + archive,
                "--dbname=" + database.url()));
        command.addAll(List.of(options));
        Process dump = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(dump.waitFor()).isZero();
        return archive;
    }
}
