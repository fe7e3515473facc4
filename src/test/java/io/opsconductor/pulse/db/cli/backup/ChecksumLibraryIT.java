package io.opsconductor.pulse.db.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reckons the checksums of dumps: OpenSSL's library in the native executable, where there is one. */
@ProgramTest
class ChecksumLibraryIT {
    private static final String LIBRARY = "libcrypto.so.3";
    private static final Path PROGRAMS = DevelopmentDatabases.shared().clientTools();

    @TempDir
    Path folder;

    @TempDir
    Path libraries;

    @TempDir
    Path programs;

    @TempDir
    Path loaded;

    @Postgres
    private TestDatabase database;

    @BeforeEach
    void a_backup() throws Exception {
        database.execute("CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i");
        Said.by(program().run("backup", "take", "--init")).exit(0);
    }

    @Test
    void the_native_executable_loads_it_for_a_dump_and_for_nothing_else() throws Exception {
        assertThat(opens("backup", "verify")).isEqualTo(PulseDbProgram.isNative());
        assertThat(opens("backup", "list")).isFalse();
        assertThat(opens("config")).isFalse();
    }

    @Test
    void a_changed_byte_is_seen_with_it_and_without() throws Exception {
        Files.createFile(libraries.resolve(LIBRARY));
        Said.by(elsewhere().run("backup", "verify")).exit(0);
        changeOneByte();
        Said.by(elsewhere().run("backup", "verify")).exit(1).out("its checksum differs");
        Said.by(program().run("backup", "verify")).exit(1).out("its checksum differs");
    }

    /** The mathematical functions of C take the place of OpenSSL's. */
    @Test
    void a_library_of_its_name_that_cannot_reckon_is_let_be() throws Exception {
        Path other;
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            other = mapped.filter(line -> line.endsWith("/libm.so.6"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst()
                    .orElseThrow();
        }
        Files.copy(other, libraries.resolve(LIBRARY));
        Said.by(elsewhere().run("backup", "verify")).exit(0);
    }

    private void changeOneByte() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path dump = files.filter(file -> file.endsWith("database.dump"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(dump.toFile(), "rw")) {
                file.seek(file.length() / 2);
                int before = file.read();
                file.seek(file.length() / 2);
                file.write(before ^ 1);
            }
        }
    }

    /** As the loader tells, which writes one file for each process. */
    private boolean opens(String... arguments) throws Exception {
        Process process = program()
                .with("LD_DEBUG", "files")
                .with("LD_DEBUG_OUTPUT", loaded.resolve("told").toString())
                .start(arguments);
        assertThat(process.waitFor()).isZero();
        String told = Files.readString(loaded.resolve("told." + process.pid()));
        assertThat(told).contains("libc.so.6");
        return told.contains("calling init: ") && told.contains("/" + LIBRARY);
    }

    /** With {@link #libraries} before those of the system, but for pg_restore, which is linked with OpenSSL. */
    private PulseDbProgram elsewhere() throws IOException {
        for (String program : List.of("pg_dump", "pg_restore")) {
            Path script = Files.writeString(
                    programs.resolve(program),
                    "#!/bin/sh\nunset LD_LIBRARY_PATH\nexec '" + PROGRAMS.resolve(program) + "' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return program()
                .with("LD_LIBRARY_PATH", libraries.toString())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", programs.toString());
    }

    private PulseDbProgram program() {
        return Program.on(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .clientTools();
    }
}
