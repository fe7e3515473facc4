package io.opsconductor.pulse.db.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientToolsTest {
    @TempDir
    Path directory;

    @Test
    void the_version_of_the_server_comes_before_a_newer_one() throws Exception {
        ClientTools tools = anywhere(installed("15.14"), installed("18.0"), installed("17.5 (Debian 17.5-1)"));

        assertThat(tools.forServer(17).version()).isEqualTo("17.5");
        assertThat(tools.forServer(15).version()).isEqualTo("15.14");
    }

    @Test
    void without_the_server_s_own_version_the_newest_is_taken() throws Exception {
        assertThat(anywhere(installed("17.5"), installed("18beta1"))
                        .forServer(16)
                        .major())
                .isEqualTo(18);
    }

    @Test
    void programs_older_than_the_server_are_refused_naming_both_versions() throws Exception {
        Path old = installed("15.14");

        assertThatThrownBy(() -> anywhere(old).forServer(17))
                .hasMessage("pg_dump 15.14 in " + old + " is older than the server, which is of version 17")
                .extracting(failure -> ((PulseFailure) failure).exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_configured_directory_is_the_only_one_looked_into() throws Exception {
        ClientTools tools = new ClientTools(Optional.of(directory), List.of(installed("17.5")), false);

        assertThatThrownBy(() -> tools.forServer(17)).hasMessage("pg_dump and pg_restore are not in " + directory);
    }

    @Test
    void places_without_working_programs_are_passed_over() throws Exception {
        Path onlyDump = installed("18.1");
        Files.delete(onlyDump.resolve("pg_restore"));
        Path broken = installed("18.2");
        Files.writeString(broken.resolve("pg_dump"), "#!/bin/sh\nexit 1\n");

        assertThat(anywhere(Path.of("/nowhere"), onlyDump, broken, installed("17.5"))
                        .forServer(17)
                        .version())
                .isEqualTo("17.5");
    }

    @Test
    void configured_programs_that_do_not_work_are_named() throws Exception {
        Path broken = installed("17.5");
        Files.writeString(broken.resolve("pg_dump"), "#!/bin/sh\necho 'cannot find a library' >&2\nexit 127\n");

        assertThatThrownBy(() -> new ClientTools(Optional.of(broken), List.of(), false).forServer(17))
                .hasMessage(broken + "/pg_dump does not tell its version: cannot find a library (exit code 127)");
    }

    @Test
    void debian_s_wrapper_is_passed_over_for_it_chooses_a_version_by_itself() throws Exception {
        Path wrapped = installed("18.1");
        Files.move(wrapped.resolve("pg_dump"), wrapped.resolve("pg_wrapper"));
        Files.createSymbolicLink(wrapped.resolve("pg_dump"), wrapped.resolve("pg_wrapper"));

        assertThat(anywhere(wrapped, installed("17.5")).forServer(17).version()).isEqualTo("17.5");
    }

    private ClientTools anywhere(Path... places) {
        return new ClientTools(Optional.empty(), List.of(places), false);
    }

    private Path installed(String version) throws IOException {
        Path bin = Files.createTempDirectory(directory, "bin");
        for (String name : List.of("pg_dump", "pg_restore")) {
            Path program = Files.writeString(
                    bin.resolve(name), "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        return bin;
    }
}
