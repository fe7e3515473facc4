package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFolderTest {
    @TempDir
    Path folder;

    @Test
    void files_are_read_in_order() throws IOException {
        write("037_c.sql", "036a_b.sql", "036_a.sql", "1000_e.sql", "100_d.sql");

        assertThat(MigrationFolder.read(Optional.of(folder)))
                .extracting(MigrationFile::script)
                .containsExactly("036_a.sql", "036a_b.sql", "037_c.sql", "100_d.sql", "1000_e.sql");
    }

    @Test
    void a_mounted_config_map_is_read_through_its_links() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_11_22"));
        Files.writeString(data.resolve("001_a.sql"), "SELECT 1;");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_22"));
        Files.createSymbolicLink(folder.resolve("001_a.sql"), Path.of("..data/001_a.sql"));

        assertThat(MigrationFolder.read(Optional.of(folder)))
                .extracting(MigrationFile::script)
                .containsExactly("001_a.sql");
    }

    @Test
    void a_link_to_a_file_elsewhere_is_refused(@TempDir Path elsewhere) throws IOException {
        write("001_a.sql");
        Path secret = Files.writeString(elsewhere.resolve("token"), "secret");
        Files.createSymbolicLink(folder.resolve("002_b.sql"), secret);

        assertThatThrownBy(() -> MigrationFolder.read(Optional.of(folder)))
                .isInstanceOf(PulseFailure.class)
                .hasMessage("'002_b.sql' in the migrations' folder is a link to a file outside of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_x.sql",
                "x_1.sql",
                "036ab_x.sql",
                "036A_x.sql",
                "036-x.sql",
                "036_.sql",
                "036_x.SQL",
                "036_x.sql.bak",
                "README.txt",
                "1234567890123456789_x.sql"
            })
    void a_name_that_fits_no_pattern_is_refused(String name) throws IOException {
        write("001_a.sql", name);

        refuses(name);
    }

    @Test
    void every_name_that_fits_no_pattern_is_told_at_once() throws IOException {
        write("001_a.sql", "b.sql", "notes.txt");

        refuses("2 entries of the migrations' folder are no migrations: 'b.sql', 'notes.txt'");
    }

    @Test
    void times_are_versions_too_and_documentation_lies_beside_the_files() throws IOException {
        write("20260131120000_b.sql", "001_a.sql", "20260131120001_c.sql", "README.md", ".gitkeep");

        assertThat(MigrationFolder.read(Optional.of(folder)))
                .extracting(file -> file.version().label())
                .containsExactly("001", "20260131120000", "20260131120001");
    }

    @Test
    void numbers_may_have_any_length_and_are_numbers() throws IOException {
        write("10_c.sql", "1_a.sql", "02_b.sql", "0011_d.sql");

        assertThat(MigrationFolder.read(Optional.of(folder)))
                .extracting(MigrationFile::script)
                .containsExactly("1_a.sql", "02_b.sql", "10_c.sql", "0011_d.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.up.sql, golang-migrate or sqlx",
        "20260131120000_a.down.sql, golang-migrate or sqlx",
        "V36__x.sql, Flyway or refinery",
        "V1.2__x.sql, Flyway or refinery",
        "R__views.sql, Flyway or refinery",
        "U1__x.sql, Flyway or refinery",
        "atlas.sum, Atlas",
        "sqitch.plan, Sqitch",
        "migration_lock.toml, Prisma",
        "20260131120000_create_x.rb, Rails",
        "db.changelog-1.0.xml, Liquibase",
        "changelog.sql, Liquibase",
        "0001.create.rollback.sql, yoyo or postgrator",
        "env.py, Alembic"
    })
    void the_folder_of_another_tool_is_refused_by_the_tools_name(String name, String tool) throws IOException {
        write("001_a.sql", name);

        refuses("is one of " + tool + ": '" + name + "'");
    }

    @Test
    void two_halves_of_one_migration_are_another_tools_and_a_name_that_ends_so_is_not() throws IOException {
        write("001_scale_up.sql", "002_down.sql");
        assertThat(MigrationFolder.read(Optional.of(folder))).hasSize(2);

        write("003_a_up.sql", "003_a_down.sql");
        refuses("golang-migrate or sqlx");
    }

    @Test
    void a_folder_in_the_folder_is_refused() throws IOException {
        write("001_a.sql");
        Files.createDirectory(folder.resolve("002_b.sql"));

        refuses("002_b.sql");
    }

    @Test
    void a_link_that_leads_nowhere_or_in_a_circle_is_refused() throws IOException {
        write("001_a.sql");
        Files.createSymbolicLink(folder.resolve("002_b.sql"), Path.of("002_b.sql"));

        refuses("002_b.sql");
    }

    @Test
    void two_files_with_one_version_are_both_named() throws IOException {
        write("036_a.sql", "036_b.sql");

        refuses("two migrations have version 036: 036_a.sql and 036_b.sql");
    }

    @Test
    void the_same_version_written_in_two_ways_is_one_version() throws IOException {
        write("036_a.sql", "0036_b.sql");

        refuses("two migrations have version 036");
    }

    @Test
    void a_folder_that_is_missing_or_empty_or_a_file_is_refused() throws IOException {
        refuses("there is no migration in " + folder);
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> MigrationFolder.read(Optional.of(missing))).hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> MigrationFolder.read(Optional.of(Path.of("")))).hasMessageContaining("no directory");
        Path file = Files.writeString(folder.resolve("001_a.sql"), "SELECT 1;");
        assertThatThrownBy(() -> MigrationFolder.read(Optional.of(file))).hasMessageContaining(file.toString());
    }

    @Test
    void a_large_file_is_read_without_a_second_copy_outside_the_heap() throws IOException {
        Files.write(
                folder.resolve("001_large.sql"), "SELECT 1;\n".repeat(3_300_000).getBytes(StandardCharsets.UTF_8));
        BufferPoolMXBean outside = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        long before = outside.getMemoryUsed();

        assertThat(MigrationFolder.read(Optional.of(folder))).hasSize(1);

        assertThat(outside.getMemoryUsed() - before).isLessThan(1 << 20);
    }

    @Test
    void the_packed_migrations_are_those_of_the_repository() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of("db/migrations"))) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        List<MigrationFile> packed = MigrationFolder.read(Optional.of(Path.of("packed:")));

        assertThat(packed).isNotEmpty();
        assertThat(packed).extracting(MigrationFile::script).containsExactlyInAnyOrderElementsOf(names);
        assertThat(packed).isEqualTo(MigrationFolder.read(Optional.of(Path.of("db/migrations"))));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "SELECT '" + name + "';\n");
        }
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> MigrationFolder.read(Optional.of(folder)))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).isNotBlank();
                });
    }
}
