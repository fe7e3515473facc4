package io.opsconductor.pulse.db.schema;

import static io.opsconductor.pulse.db.schema.TenantSession.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login that is a member of pulse_app and nothing else can do to get around row security: nothing. */
class AttackerLoginIT {
    private static final String LOGIN =
            "attacker_" + UUID.randomUUID().toString().substring(0, 8);
    private static final String PASSWORD = UUID.randomUUID().toString();

    private static final String CHUNKS = """
            SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'device_health_telemetry'::regclass""";

    private static MigratedDatabase database;
    private Connection attacker;

    @BeforeAll
    static void aLoginAmongTheTenants() throws SQLException {
        database = MigratedDatabase.of(Edition.APACHE);
        TenantRows.insert(database, TenantIsolationIT.A, TenantIsolationIT.B);
        database.execute("CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE pulse_app".formatted(LOGIN, PASSWORD));
    }

    @AfterAll
    static void drop() throws SQLException {
        database.execute("DROP ROLE " + LOGIN);
        database.close();
    }

    @BeforeEach
    void logIn() throws SQLException {
        attacker = database.connectAs(LOGIN, PASSWORD);
        execute("SET app.tenant_id = 'tenant-a'");
    }

    @AfterEach
    void logOut() throws SQLException {
        attacker.close();
    }

    @Test
    void it_sees_the_tenants_own_rows() throws SQLException {
        assertThat(rows("SELECT DISTINCT tenant_id FROM device_registry")).containsExactly("tenant-a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE pulse_operator",
                "SET ROLE iot",
                "SET SESSION AUTHORIZATION postgres",
                "GRANT pulse_operator TO pulse_app",
                "ALTER ROLE pulse_app BYPASSRLS",
                "ALTER TABLE jobs DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE jobs NO FORCE ROW LEVEL SECURITY",
                "DROP POLICY jobs_tenant_isolation ON jobs",
                "CREATE POLICY hole ON jobs USING (true)",
                "CREATE VIEW public.hole AS SELECT * FROM jobs",
                "CREATE TABLE public.hole (id integer)",
                "TRUNCATE jobs",
                "DROP TABLE jobs",
                "COPY jobs TO '/tmp/jobs'",
                "UPDATE pg_class SET relrowsecurity = false",
            })
    void is_refused(String statement) {
        assertRefused(() -> execute(statement));
    }

    @Test
    void with_row_security_off_it_gets_an_error_and_not_the_rows() throws SQLException {
        execute("SET row_security = off");
        assertRefused(() -> rows("SELECT tenant_id FROM jobs"));
    }

    /**
     * A known hole, kept in sight: TimescaleDB gives chunks the rights of their hypertable and not its policies, and opens
     * their schema to everybody. Closing that schema is no cure: then a new session can query nothing at all (tried with
     * 2.19.3: "permission denied for schema _timescaledb_internal").
     */
    @Test
    void row_security_does_not_reach_the_chunks() throws SQLException {
        String chunk = rows(CHUNKS).get(0);
        assertThat(rows("SELECT DISTINCT tenant_id FROM " + chunk)).contains(TenantIsolationIT.B);

        database.execute("REVOKE USAGE ON SCHEMA _timescaledb_internal FROM PUBLIC");
        try (Connection later = database.connectAs(LOGIN, PASSWORD);
                Statement statement = later.createStatement()) {
            assertRefused(() -> statement.execute("SELECT tenant_id FROM device_registry"));
        } finally {
            database.execute("GRANT USAGE ON SCHEMA _timescaledb_internal TO PUBLIC");
        }
    }

    private static void assertRefused(ThrowingCallable statement) {
        assertThatThrownBy(statement).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo(REFUSED));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = attacker.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String query) throws SQLException {
        try (Statement statement = attacker.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
