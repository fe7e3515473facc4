package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like an expression to a configuration framework means itself, wherever it stands. */
@ProgramTest
class LiteralValuesIT {
    private static final String ROLE =
            "literal_" + UUID.randomUUID().toString().substring(0, 8).replace('-', '_');

    private static PostgresServer server;
    private static TestDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws SQLException {
        server = DevelopmentDatabases.shared().server();
        database = server.createDatabase();
        database.execute("CREATE ROLE " + ROLE + " LOGIN");
    }

    @AfterAll
    static void close() throws SQLException {
        database.execute("DROP ROLE " + ROLE);
        database.close();
    }

    @ParameterizedTest(name = "password {0}")
    @ValueSource(strings = {"a$b$$c${x}${PATH}d\\$e\\\\f,${a:b}", " $ blank "})
    void a_password_is_taken_literally_wherever_it_is_set(String password) throws SQLException, IOException {
        database.execute("ALTER ROLE " + ROLE + " PASSWORD '" + password.replace("'", "''") + "'");
        String withoutPassword = url("");
        String raw = url(":" + password.replace(" ", "%20"));
        String encoded = url(":" + encoded(password));

        status(program(withoutPassword).with("PGPASSWORD", password));
        status(program(raw));
        status(program(encoded));
        status(program(withoutPassword).property("PGPASSWORD", password));
        status(Program.withoutDatabase().with("SMALLRYE_CONFIG_LOCATIONS", file("DATABASE_URL", encoded)));
        status(program(withoutPassword).with("SMALLRYE_CONFIG_LOCATIONS", file("PGPASSWORD", password)));
    }

    @Test
    void a_path_is_taken_literally() throws IOException {
        Path backups = Files.createDirectories(folder.resolve("${x}").resolve("a$$b"));
        Path migrations = Files.createDirectories(folder.resolve("m\\$x"));
        Program.write(migrations, "001_a.sql", "CREATE TABLE a ();");

        Said.by(Program.on(database.url())
                        .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                        .run("validate"))
                .exit(0)
                .out("1 migration");
        Said.by(Program.on(database.url())
                        .with("PULSE_BACKUPS_DAILY_DIRECTORY", backups.toString())
                        .clientTools()
                        .run("backup", "take", "--init"))
                .exit(0);
        assertThat(backups.resolve("daily")).isDirectory();
    }

    @Test
    void the_urls_of_other_servers_are_taken_literally() throws SQLException {
        database.execute("ALTER ROLE " + ROLE + " PASSWORD 'dr${i}ll$$'");
        String url = url(":dr${i}ll$$");

        Said.by(Program.on(database.url())
                        .with("PULSE_DATABASES_PLANT_URL", url)
                        .run("check", "schema", "--output=json"))
                .nowhere("refused the login")
                .out("\"plant\"");
    }

    private static void status(PulseDbProgram program) {
        Said.by(program.run("status")).exit(0);
    }

    /** A properties file, in which a backslash has to be doubled and a blank at the beginning to be escaped. */
    private String file(String key, String value) throws IOException {
        Path file = folder.resolve(key + ".properties");
        Files.writeString(file, key + "=" + value.replace("\\", "\\\\").replaceFirst("^ ", "\\\\ ") + "\n");
        return file.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String url(String password) {
        return "postgresql://" + ROLE + password + "@" + server.host() + ":" + server.port() + "/" + database.name();
    }

    private static PulseDbProgram program(String url) {
        return Program.on(url);
    }
}
