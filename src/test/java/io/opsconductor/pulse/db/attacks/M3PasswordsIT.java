package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Review, M3: the password of one server is told to no other, by whichever way it came and by whichever program, ours or
 * PostgreSQL's.
 */
@ProgramTest
class M3PasswordsIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path folder;

    private TestDatabase source;
    private FalseServer stranger;

    /** How the configured database's password may come. */
    private enum Way {
        URL,
        PGPASSWORD,
        PASSFILE,
        SERVICE
    }

    @BeforeEach
    void a_backup() throws Exception {
        source = SERVER.createDatabase();
        source.execute("CREATE TABLE a (n int)");
        assertThat(program()
                        .database(source.url())
                        .run("backup", "take", "--init")
                        .exit())
                .isZero();
        stranger = new FalseServer(Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        stranger.close();
        source.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_drill_and_a_restore_tell_the_strange_server_no_password_of_the_database(Way way) throws Exception {
        String theirs = "postgresql://postgres@localhost:" + stranger.port() + "/postgres";

        Outcome drill = given(way).with("PULSE_DRILL_URL", theirs).run("drill");
        assertThat(stranger.wasToldAPassword()).as(drill.toString()).isFalse();
        assertThat(drill.exit()).as(drill.toString()).isEqualTo(2);
        assertThat(drill.err()).contains("no password for role postgres", "PULSE_DRILL_URL or a passfile");

        Outcome restore = given(way).run("restore", "--into=" + theirs);
        assertThat(stranger.wasToldAPassword()).as(restore.toString()).isFalse();
        assertThat(restore.exit()).as(restore.toString()).isEqualTo(2);
        assertThat(drill.toString() + restore).doesNotContain(SERVER.password());
    }

    @Test
    void the_drill_servers_password_is_not_told_to_the_database() {
        Outcome drill = program()
                .database("postgresql://postgres@localhost:" + stranger.port() + "/" + source.name())
                .with("PULSE_DRILL_URL", source.url())
                .run("drill");

        assertThat(stranger.wasToldAPassword()).as(drill.toString()).isFalse();
    }

    @Test
    void the_programs_that_a_drill_starts_inherit_no_password_of_the_database() throws Exception {
        try (PostgresServer other = SERVER.newServer()) {
            Path passfile =
                    passfile(other.host() + ":" + other.port() + ":*:" + other.superuser() + ":" + other.password());
            Path programs = Files.createDirectory(folder.resolve("bin"));
            for (String name : List.of("pg_dump", "pg_restore", "pg_dumpall", "psql")) {
                Path script = programs.resolve(name);
                Files.writeString(
                        script,
                        "#!/bin/sh\nenv >> " + folder.resolve("seen.txt") + "\nexec "
                                + SERVER.binDirectory().resolve(name) + " \"$@\"\n");
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            }

            Outcome drill = program()
                    .with("PULSE_POSTGRESQL_BIN_DIRECTORY", programs.toString())
                    .with("PGPASSFILE", passfile.toString())
                    .with("PGUSER", "the_databases_user")
                    .with("PGPASSWORD", "the databases password")
                    .with("PULSE_DRILL_URL", other.url("postgres").replaceFirst(":[^:@/]*@", "@"))
                    .run("drill");

            assertThat(drill.exit()).as(drill.toString()).isZero();
            assertThat(Files.readString(folder.resolve("seen.txt")))
                    .contains("PGHOST=", "PGPORT=" + other.port())
                    .doesNotContain("the databases password", "the_databases_user");
        }
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .clientTools()
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString());
    }

    private PulseDbProgram given(Way way) throws IOException {
        String bare = source.url().replaceFirst(":[^:@/]*@", "@");
        assertThat(bare).doesNotContain(SERVER.password());
        return switch (way) {
            case URL -> program().database(source.url());
            case PGPASSWORD -> program().database(bare).with("PGPASSWORD", SERVER.password());
            case PASSFILE ->
                program()
                        .database(bare)
                        .with(
                                "PGPASSFILE",
                                passfile(SERVER.host() + ":" + SERVER.port() + ":*:*:" + SERVER.password())
                                        .toString());
            case SERVICE -> {
                Path services = folder.resolve("services.conf");
                Files.writeString(
                        services,
                        "[plant]\nhost=" + SERVER.host() + "\nport=" + SERVER.port() + "\nuser=" + SERVER.superuser()
                                + "\npassword=" + SERVER.password() + "\n");
                yield program()
                        .database(source.url())
                        .with("PGSERVICE", "plant")
                        .with("PGSERVICEFILE", services.toString());
            }
        };
    }

    private Path passfile(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
