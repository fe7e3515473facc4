package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner of the database without superuser rights, on a server of its own: roles belong to a whole server. */
class UnprivilegedOwnerIT {
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Pattern STATEMENTS = Pattern.compile("run: (.*;) and migrate again");

    private static PostgresServer server;
    private MigratedDatabase database;

    @BeforeAll
    static void start() {
        server = DevelopmentDatabases.shared().server().newServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aDatabaseOfItsOwn() throws SQLException {
        database = MigratedDatabase.empty(server.createDatabase());
        database.execute("CREATE ROLE owner LOGIN PASSWORD '" + PASSWORD + "'");
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO owner");
    }

    @AfterEach
    void dropRoles() throws SQLException {
        database.close();
        try (MigratedDatabase elsewhere = MigratedDatabase.empty(server.createDatabase())) {
            elsewhere.execute("DROP ROLE IF EXISTS owner, pulse_app, pulse_operator, iot");
        }
    }

    @Test
    void where_roles_and_extension_exist_the_owner_applies_everything() throws SQLException {
        makeRoles();
        database.execute("CREATE EXTENSION timescaledb");

        database.migrateAs("owner", PASSWORD);

        try (Connection connection = database.connect()) {
            assertThat(Expectation.afterAll(Edition.APACHE)
                            .differences(Catalogue.read(connection).entries()))
                    .isEmpty();
        }
    }

    @Test
    void where_roles_are_missing_the_error_lists_the_statements_that_make_them() throws SQLException {
        PulseFailure failure = failure();

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure)
                .hasMessageStartingWith("004_enable_rls.sql")
                .hasMessageContaining("roles for tenant isolation are missing, and owner may not make them")
                .hasMessageContaining("the file was rolled back; 4 files before it stay applied");
        Matcher statements = STATEMENTS.matcher(failure.remedy());
        assertThat(statements.find()).as(failure.remedy()).isTrue();
        database.execute(statements.group(1));
        assertThat(database.migrateAs("owner", PASSWORD).pending()).isEmpty();
    }

    @Test
    void where_the_services_are_not_members_the_error_says_so() throws SQLException {
        makeRoles();
        database.execute("REVOKE pulse_operator FROM iot");

        assertThat(failure().remedy()).isEqualTo("As a superuser run: GRANT pulse_operator TO iot; and migrate again.");
    }

    @Test
    void where_operators_do_not_bypass_row_security_the_error_says_so() throws SQLException {
        makeRoles();
        database.execute("ALTER ROLE pulse_operator NOBYPASSRLS");

        assertThat(failure().remedy())
                .isEqualTo("As a superuser run: ALTER ROLE pulse_operator BYPASSRLS; and migrate again.");
    }

    @Test
    void where_the_tenants_role_bypasses_row_security_nothing_is_opened() throws SQLException {
        makeRoles();
        database.execute("ALTER ROLE pulse_app BYPASSRLS");

        assertThat(failure()).hasMessageContaining("role pulse_app bypasses row security");
        assertThat(database.rows("SELECT polname FROM pg_policy")).isEmpty();
    }

    /** An owner may make the extension, which is a trusted one. */
    @Test
    void where_the_extension_may_not_be_made_the_error_says_what_to_run() throws SQLException {
        makeRoles();
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO postgres");
        database.execute("GRANT CREATE ON SCHEMA public TO owner");

        PulseFailure failure = failure();
        assertThat(failure)
                .hasMessageStartingWith("020_enable_timescaledb.sql")
                .hasMessageContaining("extension timescaledb is missing in database " + database.name())
                .hasMessageContaining("owner may not create it");
        assertThat(failure.remedy()).contains("CREATE EXTENSION timescaledb;");
    }

    private PulseFailure failure() {
        return catchThrowableOfType(PulseFailure.class, () -> database.migrateAs("owner", PASSWORD));
    }

    private void makeRoles() throws SQLException {
        database.execute("CREATE ROLE pulse_app NOLOGIN; CREATE ROLE pulse_operator NOLOGIN BYPASSRLS;"
                + " CREATE ROLE iot LOGIN; GRANT pulse_app, pulse_operator TO iot");
    }
}
