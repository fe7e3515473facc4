package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F8: a role's name in bytes of another database's encoding takes the roles out of all later backups of the server. */
@ProgramTest
class F8RoleNamesIT {
    private static final Pattern REMEDY = Pattern.compile("-> (DO .*;)");

    @TempDir
    Path folder;

    @Test
    void a_newest_backup_without_roles_is_told_until_the_role_has_a_name_that_pg_dumpall_can_ask_for()
            throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
                    "CREATE ROLE mallory LOGIN CREATEROLE",
                    "CREATE TABLE a (n int)");
            PulseDbProgram program = new PulseDbProgram()
                    .database(database.url())
                    .clientTools()
                    .with(
                            "PULSE_BACKUPS_DAILY_DIRECTORY",
                            folder.resolve("daily").toString());
            Said.by(program.run("backup", "take", "--init")).exit(0);
            Said.by(program.run("check", "--all", "backups")).nowhere("no roles");

            makeRole(server);
            Said.by(program.run("backup", "take")).exit(0).err("roles are not in the backup");
            String told = program.run("check", "backups").out();
            assertThat(told)
                    .containsPattern("(?m)^WARNING +backup\\.contents +daily +no roles ")
                    .contains("the newest that has them: 2", "the name of 1 role is in bytes that are no text");

            Matcher remedy = REMEDY.matcher(told);
            assertThat(remedy.find()).as(told).isTrue();
            database.execute(remedy.group(1));
            Said.by(program.run("backup", "take")).exit(0);
            Said.by(program.run("check", "--all", "backups")).nowhere("no roles");
        }
    }

    @Test
    void a_drill_beside_a_database_without_an_encoding_is_not_stopped_by_it() throws Exception {
        try (PostgresServer server = DevelopmentDatabases.shared().server().newServer();
                TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
                    "CREATE DATABASE plain ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
                    "CREATE ROLE mallory LOGIN CREATEROLE");
            makeRole(server);
            PulseDbProgram program = new PulseDbProgram()
                    .database(database.url().replace("/" + database.name(), "/plain"))
                    .clientTools()
                    .with("PULSE_DRILL_SAME_SERVER", "true")
                    .with("PULSE_DRILL_CONFIRM_SAME_SERVER", "plain")
                    .with(
                            "PULSE_BACKUPS_DAILY_DIRECTORY",
                            folder.resolve("daily").toString());
            Said.by(program.run("backup", "take", "--init")).exit(0);
            Said.by(program.run("drill")).exit(0);
        }
    }

    private static void makeRole(PostgresServer server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("latin"));
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION AUTHORIZATION mallory");
            statement.execute("CREATE ROLE \"\u00e9\" LOGIN");
        }
    }
}
