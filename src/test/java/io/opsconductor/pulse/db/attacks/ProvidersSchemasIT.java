package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's roles own schemas that the application's files name, as on Supabase, and cannot be granted. */
@ProgramTest
class ProvidersSchemasIT {
    private static final PostgresServer SERVER = DevelopmentDatabases.shared().server();

    @TempDir
    Path folder;

    private TestDatabase database;
    private String provider;
    private String owner;

    @BeforeEach
    void make() throws SQLException, IOException {
        database = SERVER.createDatabase();
        provider = database.name() + "_\"it's\"";
        owner = database.name() + "_owner";
        String quoted = "\"" + provider.replace("\"", "\"\"") + "\"";
        database.execute(
                "CREATE ROLE " + owner + " LOGIN PASSWORD 'geheim'",
                "CREATE ROLE " + quoted + " LOGIN",
                "ALTER DATABASE " + database.name() + " OWNER TO " + owner,
                "CREATE SCHEMA auth AUTHORIZATION " + quoted,
                "SET ROLE " + quoted,
                "CREATE TABLE auth.users (id int PRIMARY KEY)",
                "GRANT USAGE ON SCHEMA auth TO " + owner,
                "GRANT REFERENCES ON auth.users TO " + owner);
        Files.writeString(folder.resolve("001_n.sql"), "CREATE TABLE notes (id int REFERENCES auth.users);\n");
    }

    @AfterEach
    void drop() throws SQLException {
        String quoted = "\"" + provider.replace("\"", "\"\"") + "\"";
        database.execute(
                "DROP OWNED BY " + quoted + " CASCADE",
                "REASSIGN OWNED BY " + owner + " TO CURRENT_USER",
                "DROP OWNED BY " + owner + " CASCADE",
                "DROP ROLE " + owner + ", " + quoted);
        database.close();
    }

    @Test
    void a_file_that_names_them_runs_once_the_configuration_trusts_their_owner() {
        Outcome refused = program().run("migrate");
        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("schema auth, which a file names, belongs to role", "pulse.trusted-roles");

        Outcome patterns =
                program().with("PULSE_TRUSTED_ROLES", database.name() + "%").run("migrate");
        assertThat(patterns.exit()).isEqualTo(ExitCode.USAGE.code());

        Outcome applied =
                program().with("PULSE_TRUSTED_ROLES", provider + ", gone").run("migrate");
        assertThat(applied.exit()).as(applied.err()).isEqualTo(ExitCode.DONE.code());
        assertThat(applied.err() + applied.out())
                .contains("pulse.trusted-roles names role gone, which this server does not have");
    }

    @Test
    void check_trusts_them_as_well_and_warns_of_a_name_without_a_role() {
        Outcome found = program().with("PULSE_TRUSTED_ROLES", "gone").run("check", "schema", "--output=json");

        assertThat(found.out()).contains("pulse.trusted-roles names role gone").contains("not on this server");
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database("postgresql://" + owner + ":geheim@" + SERVER.host() + ":" + SERVER.port() + "/"
                        + database.name())
                .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString());
    }
}
