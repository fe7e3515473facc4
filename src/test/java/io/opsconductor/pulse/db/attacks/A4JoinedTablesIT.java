package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A4: a policy asks by a table that shows every tenant's rows, or what is the same for all sessions of the application's role. */
class A4JoinedTablesIT extends PolicyAttack {
    /** The joined table, or the role, is the same for all who use the application's role. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = events.tenant_id)",
                "EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = events.tenant_id AND t.plan IS NOT NULL)",
                "tenant_id IN (SELECT id FROM tenants)",
                "tenant_id = ANY (ARRAY(SELECT id FROM tenants))",
                OWN + " OR EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = events.tenant_id)",
                "current_user = '%s'",
                OWN + " OR current_user = ANY ('{postgres,%s}')",
                OWN + " OR session_user <> 'someone'",
                OWN + " OR pg_has_role('%s', 'member')",
                OWN + " OR NOT (current_user = current_setting('app.tenant_id', true))",
                OWN
                        + " OR current_setting('app.strict', true) IS NULL AND current_setting('app.tenant_id', true) IS NOT NULL",
                "NOT (lower(tenant_id) < tenant_id)",
                "coalesce(tenant_id = current_setting('app.strict', true) AND n > 0, true)",
                "tenant_id = 'b'",
                "tenant_id IN ('a', 'b')",
                OWN + " OR tenant_id = 'b'"
            })
    void a_policy_that_asks_what_is_the_same_for_every_session_is_critical(String condition) throws SQLException {
        database.execute(
                "CREATE TABLE tenants (id text PRIMARY KEY, plan text)",
                "INSERT INTO tenants VALUES ('a', 'free'), ('b', 'free')",
                "GRANT SELECT ON tenants TO " + tenant,
                "CREATE POLICY own ON events USING (" + condition.replace("%s", tenant) + ")");

        assertThat(seen("SET app.tenant_id = 'a'", "events")).as("the attack").isEqualTo(1);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("events", Severity.CRITICAL, "open to all"));
    }

    @Test
    void a_joined_table_counts_as_far_as_its_own_row_security_holds() throws SQLException {
        database.execute(
                "CREATE TABLE tenants (id text PRIMARY KEY, plan text)",
                "INSERT INTO tenants VALUES ('a', 'free'), ('b', 'free')",
                "GRANT SELECT ON tenants TO " + tenant,
                "CREATE POLICY own ON events TO " + tenant
                        + " USING (EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = events.tenant_id))");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);

        database.execute(
                "ALTER TABLE tenants ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON tenants USING (id = current_setting('app.tenant_id', true))");
        assertThat(seen("SET app.tenant_id = 'a'", "events")).isZero();
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("CREATE POLICY plans ON tenants FOR SELECT USING (plan = 'free')");
        assertThat(seen("SET app.tenant_id = 'a'", "events"))
                .as("by its own policy")
                .isEqualTo(1);
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.WARNING);

        database.execute("DROP POLICY plans ON tenants", "ALTER TABLE tenants OWNER TO " + tenant);
        assertThat(seen("SET app.tenant_id = 'a'", "events")).as("as its owner").isEqualTo(1);
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);

        database.execute("ALTER TABLE tenants FORCE ROW LEVEL SECURITY");
        assertThat(seen("SET app.tenant_id = 'a'", "events")).isZero();
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("ALTER TABLE tenants OWNER TO CURRENT_USER");
    }

    @Test
    void a_joined_table_that_its_owner_keeps_locked_is_waited_for_by_nothing() throws SQLException {
        database.execute(
                "CREATE TABLE tenants (id text PRIMARY KEY)",
                "CREATE POLICY own ON events USING (EXISTS (SELECT 1 FROM tenants AS t WHERE t.id = events.tenant_id))");
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE tenants IN ACCESS EXCLUSIVE MODE");
            assertThat(look())
                    .extracting(Finding::subject, Finding::severity)
                    .containsExactly(tuple("events", Severity.UNKNOWN));
        }
    }

    @Test
    void a_role_for_each_tenant_keeps_them_apart_until_one_role_serves_two() throws SQLException {
        database.execute("CREATE POLICY a ON events TO " + tenant + " USING (tenant_id = 'a')");
        assertThat(seen("SELECT 1", "events")).isZero();
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("CREATE POLICY b ON events TO " + tenant + " USING (tenant_id = 'b')");
        assertThat(seen("SELECT 1", "events")).isEqualTo(1);
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void a_setting_for_services_stands_beside_a_policy_that_asks_for_the_tenant() throws SQLException {
        database.execute("CREATE POLICY service ON events USING (current_setting('app.role', true) = 'worker')");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.WARNING);

        database.execute("CREATE POLICY own ON events USING (" + OWN + ")");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    /** The advice to take BYPASSRLS away, or to let the tenants' role see every tenant, was wrong for it. */
    @Test
    void a_role_that_administers_or_only_made_the_tenants_role_is_not_told_to_lose_its_attribute() throws SQLException {
        String tenants = "tenants_of_" + database.name();
        String maker = "maker_of_" + database.name();
        database.execute(
                "CREATE ROLE " + maker + " LOGIN CREATEROLE BYPASSRLS",
                "SET ROLE " + maker + "; CREATE ROLE " + tenants + "; RESET ROLE",
                "CREATE POLICY own ON events TO " + tenants + " USING (" + OWN + ")");
        try {
            assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

            database.execute("GRANT " + tenants + " TO " + maker + " WITH INHERIT TRUE, SET TRUE");
            assertThat(look())
                    .extracting(Finding::subject, Finding::severity)
                    .containsExactly(tuple(maker, Severity.CRITICAL));

            database.execute("GRANT CREATE ON SCHEMA public TO " + maker, "ALTER TABLE events OWNER TO " + maker);
            assertThat(look()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.cure().lines())
                        .noneMatch(line -> line.contains("NOBYPASSRLS"))
                        .anyMatch(line -> line.contains("add " + maker + " to pulse.isolation.service-roles"));
            });
        } finally {
            database.execute(
                    "DROP OWNED BY " + maker + ", " + tenants + " CASCADE",
                    "DROP ROLE " + tenants,
                    "DROP ROLE " + maker);
        }
    }
}
