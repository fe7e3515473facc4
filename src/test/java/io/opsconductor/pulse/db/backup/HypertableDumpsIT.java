package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.external.HypertableCatalog;
import io.opsconductor.pulse.db.backup.external.KnownHypertables;
import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pg_dump leaves out of a database with hypertables when it is told which schemas or tables to dump. */
class HypertableDumpsIT {
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @Postgres
    private static TestDatabase test;

    @TempDir
    Path directory;

    @BeforeAll
    static void a_hypertable() throws Exception {
        test.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE reading (time timestamptz NOT NULL, v int)",
                "SELECT create_hypertable('reading', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO reading SELECT generate_series('2026-11-01'::timestamptz, '2026-11-05', '1 hour'), 1",
                "CREATE TABLE plain AS SELECT 1 AS a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format=custom |",
                "--verbose |",
                "--format=custom --inserts |",
                "--format=custom -n public | hypertable",
                "--verbose -n public | hypertable",
                "--format=custom -t reading -t plain | hypertable",
                "--format=custom -T reading | in its TimescaleDB catalogue",
                "--format=custom -N _timescaledb_internal | in its TimescaleDB catalogue",
                "--format=custom -T _timescaledb_internal._hyper_*_2_chunk | in its TimescaleDB catalogue",
                "--format=custom -N _timescaledb_catalog | without TimescaleDB's catalogue",
                "--format=custom -n public -n _timescaledb_internal | without TimescaleDB's catalogue",
                "--format=custom -t plain |"
            })
    void a_dump_without_all_that_a_hypertable_is_made_of_does_not_count(String options, String problem)
            throws Exception {
        Optional<String> found = verified(options, Map.of("DATABASE_URL", test.url()));

        if (problem == null) {
            assertThat(found).as(options).isEmpty();
        } else {
            assertThat(found).as(options).hasValueSatisfying(said -> assertThat(said)
                    .contains(problem));
        }
    }

    @Test
    void without_the_database_the_configuration_tells_what_is_a_hypertable() throws Exception {
        assertThat(verified("--format=custom -n public", Map.of("pulse.hypertables.\"reading\".drop-after", "30d")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("1 hypertable, public.reading"));
    }

    @Test
    void a_backup_of_our_own_holds_it_all() throws Exception {
        assertThat(BackupRoom.take(directory, test).problem()).isEmpty();
        try (Database database = new Database(DatabaseUrl.parse(test.url()))) {
            assertThat(HypertableCatalog.names(database)).containsExactly(SqlWords.table("public", "reading"));
        }
    }

    private Optional<String> verified(String options, Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                PROGRAMS.resolve("pg_dump").toString(),
                "--file=" + directory.resolve("dump"),
                "--dbname=" + test.url()));
        command.addAll(List.of(options.strip().split(" +")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(new TreeMap<>(settings), "test", 100))
                .build();
        BackupTarget target = Sets.foreign(directory, "dump", ZoneOffset.UTC);
        return new ForeignVerifier(
                        new ForeignReader(new ClientTools(Optional.of(PROGRAMS), List.of(), false)),
                        new KnownHypertables(config, new Databases(config)))
                .verify(target, ForeignStore.list(target).get(0), Instant.now(), BackupProgress.NONE)
                .problem();
    }
}
