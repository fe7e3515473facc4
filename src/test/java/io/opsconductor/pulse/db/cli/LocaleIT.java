package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the locale C, as in most images: a file's and a database's name are the same bytes as everywhere. */
@ProgramTest
@AlsoOnTheJvm
class LocaleIT {
    @TempDir
    Path folder;

    @Test
    void a_file_stands_in_the_history_as_itself(@Postgres TestDatabase database) throws Exception {
        writeFile();
        PulseDbProgram.Outcome outcome = program().database(database.url()).run("migrate", "--migrations=" + folder);

        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(scripts(database)).isEqualTo("001_größe.sql");
        assertThat(program()
                        .database(database.url())
                        .run("validate", "--migrations=" + folder)
                        .exit())
                .isZero();
    }

    @Test
    void a_database_with_such_a_name_is_migrated_and_dumped_or_the_remedy_is_told(@Postgres TestDatabase database)
            throws Exception {
        writeFile();
        URI url = URI.create(database.url());
        String name = url.getPath().substring(1) + "é";
        database.execute("CREATE DATABASE \"" + name + "\"");
        try {
            PulseDbProgram program = program()
                    .database(database.url().replace(url.getPath(), url.getPath() + "%C3%A9"))
                    .clientTools()
                    .with(
                            "PULSE_BACKUPS_DAILY_DIRECTORY",
                            folder.resolve("backups").toString());
            assertThat(program.run("migrate", "--migrations=" + folder).exit()).isZero();

            PulseDbProgram.Outcome taken = program.run("backup", "take", "--init", "daily");

            if (PulseDbProgram.isNative()) {
                assertThat(taken.exit()).as(taken.toString()).isZero();
            } else {
                // The JVM cannot hand such a name to pg_dump: told, instead of another database's name.
                assertThat(taken.exit()).as(taken.toString()).isEqualTo(2);
                assertThat(taken.err()).contains("LC_ALL=C.UTF-8");
            }
        } finally {
            database.execute("DROP DATABASE \"" + name + "\" WITH (FORCE)");
        }
    }

    @Test
    void a_child_speaks_english_whatever_this_process_is_told_to_speak(@Postgres TestDatabase database)
            throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path real = DevelopmentDatabases.shared().clientTools();
        try (Stream<Path> programs = Files.list(real)) {
            for (Path program : programs.toList()) {
                Files.createSymbolicLink(bin.resolve(program.getFileName()), program);
            }
        }
        Path said = folder.resolve("environment");
        Files.delete(bin.resolve("pg_dump"));
        Path spy = Files.writeString(
                bin.resolve("pg_dump"), "#!/bin/sh\nenv >> " + said + "\nexec " + real + "/pg_dump \"$@\"\n");
        Files.setPosixFilePermissions(spy, PosixFilePermissions.fromString("rwxr-xr-x"));

        PulseDbProgram.Outcome taken = new PulseDbProgram()
                .with("LC_ALL", "de_DE.UTF-8")
                .with("LANGUAGE", "de")
                .database(database.url())
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", bin.toString())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .run("backup", "take", "--init", "daily");

        assertThat(taken.exit()).as(taken.toString()).isZero();
        assertThat(Files.readAllLines(said)).contains("LC_ALL=C").doesNotContain("LC_ALL=de_DE.UTF-8");
    }

    private static PulseDbProgram program() {
        return new PulseDbProgram().with("LC_ALL", "C");
    }

    private static String clientTools() {
        return DevelopmentDatabases.shared().clientTools().toString();
    }

    /** By a shell, since this JVM's own locale may not know the letters either. */
    private void writeFile() throws Exception {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "echo 'CREATE TABLE t (n int);' > \"$(printf '001_gr\\303\\266\\303\\237e.sql')\"")
                .directory(folder.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();
    }

    private static String scripts(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(script, ',') FROM flyway_schema_history")) {
            row.next();
            return row.getString(1);
        }
    }
}
