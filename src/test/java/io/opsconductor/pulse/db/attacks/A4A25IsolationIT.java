package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.SQLException;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A4, A25: a tenant meets another's rows past a policy that looks as if it asked, by a partition, or as the table's owner. */
class A4A25IsolationIT extends PolicyAttack {
    @ParameterizedTest
    @ValueSource(
            strings = {
                OWN + " OR now() > '2020-01-01'",
                OWN + " OR CURRENT_DATE > '2020-01-01'",
                OWN + " OR random() >= 0",
                OWN + " OR current_setting('app.tenant_id', true) IS NOT NULL",
                OWN + " OR current_database() <> ''",
                "coalesce(" + OWN + ", true) OR NOT (" + OWN + ")",
                "tenant_id IS DISTINCT FROM current_setting('app.tenant_id', true)",
                "tenant_id <> current_setting('app.tenant_id', true)",
                "tenant_id >= current_setting('app.tenant_id', true)",
                "(" + OWN + ") IS NOT TRUE",
                "(" + OWN + ") = false",
                "CASE WHEN now() > '2020-01-01' THEN true ELSE " + OWN + " END",
                "tenant_id = ANY (ARRAY[current_setting('app.tenant_id', true), tenant_id])",
                "NULLIF(" + OWN + ", false) IS NULL",
                "tenant_id NOT IN (current_setting('app.tenant_id', true))"
            })
    void a_policy_that_lets_another_tenants_rows_through_is_critical(String condition) throws SQLException {
        database.execute("CREATE POLICY own ON events USING (" + condition + ")");

        assertThat(seen("SET app.tenant_id = 'a'", "events")).as("the attack").isEqualTo(1);
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("events");
            assertThat(finding.measured()).isEqualTo("open to all");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coalesce(current_setting('app.tenant_id', true), tenant_id) = tenant_id",
                "current_setting('app.tenant_id', true) IS NULL OR " + OWN,
                "coalesce(" + OWN + ", true)",
                "CASE WHEN current_setting('app.tenant_id', true) IS NULL THEN true ELSE " + OWN + " END",
                "(" + OWN + ") IS NOT FALSE",
                "greatest(current_setting('app.tenant_id', true), tenant_id) = tenant_id"
            })
    void a_policy_that_holds_while_no_tenant_is_set_is_critical(String condition) throws SQLException {
        database.execute("CREATE POLICY own ON events USING (" + condition + ")");

        assertThat(seen("SELECT 1", "events")).as("the attack").isEqualTo(1);
        assertThat(look())
                .extracting(Finding::severity, Finding::measured)
                .containsExactly(tuple(Severity.CRITICAL, "open to all"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public.may_see(tenant_id)",
                OWN + " OR public.may_see('x')",
                "\"left\"(tenant_id, 0) = ''",
                "EXISTS (SELECT FROM members AS m WHERE m.tenant_id = current_setting('app.tenant_id', true))",
                "EXISTS (SELECT FROM members AS m WHERE m.who = current_user AND events.n = events.n)",
                "EXISTS (SELECT FROM mine AS m WHERE m.tenant_id = events.tenant_id)",
                "current_setting('app.role', true) = 'web'"
            })
    void a_policy_that_is_not_understood_is_told(String condition) throws SQLException {
        database.execute(
                "CREATE FUNCTION public.may_see(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
                "CREATE TABLE members (tenant_id text, who name)",
                "ALTER TABLE members ENABLE ROW LEVEL SECURITY",
                "CREATE VIEW mine WITH (security_invoker) AS SELECT * FROM members",
                "CREATE POLICY own ON events USING (" + condition + ")");

        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).startsWith("policy own cannot be judged from here");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OWN,
                "tenant_id = NULLIF(current_setting('app.tenant_id', true), '')",
                "tenant_id::text = (SELECT current_setting('app.tenant_id', true))",
                "tenant_id IS NOT DISTINCT FROM current_setting('app.tenant_id', true)",
                "tenant_id = ANY (string_to_array(current_setting('app.tenants', true), ','))",
                OWN + " OR current_setting('app.role', true) IN ('operator', 'admin')",
                "CASE WHEN lower(current_setting('app.role', true)) = 'operator' THEN true ELSE " + OWN + " END",
                OWN + " OR current_user = '%s'",
                "tenant_id IN (SELECT m.tenant_id FROM members AS m WHERE m.who = current_user)",
                "EXISTS (SELECT FROM members AS m WHERE m.tenant_id = events.tenant_id AND m.who = current_user)",
                "tenant_id IN (SELECT m.tenant_id FROM members AS m)",
                "EXISTS (SELECT FROM members AS m WHERE m.tenant_id = events.tenant_id)",
                "tenant_id = public.current_tenant()"
            })
    void a_policy_that_asks_is_good(String condition) throws SQLException {
        database.execute(
                "CREATE FUNCTION public.current_tenant() RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
                "CREATE TABLE members (tenant_id text, who name)",
                "ALTER TABLE members ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON members TO " + tenant,
                "CREATE POLICY own ON events USING (" + condition.replace("%s", superuser()) + ")");

        assertThat(seen("SET app.tenant_id = 'a'", "events")).isZero();
        assertThat(seen("SELECT 1", "events")).isZero();
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_partition_is_open_by_rights_by_policies_of_its_own_and_by_a_view() throws SQLException {
        database.execute("CREATE POLICY own ON events USING (" + OWN + ")");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("GRANT SELECT ON part TO " + tenant);
        assertThat(seen("SET app.tenant_id = 'a'", "part")).as("by rights").isEqualTo(1);
        assertThat(look()).extracting(Finding::subject).containsExactly("events");

        database.execute("ALTER TABLE part ENABLE ROW LEVEL SECURITY", "CREATE POLICY wide ON part USING (true)");
        assertThat(seen("SET app.tenant_id = 'a'", "part"))
                .as("by its own policy")
                .isEqualTo(1);
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.subject()).isEqualTo("part");
            assertThat(finding.message()).contains("policy wide ");
        });

        database.execute(
                "REVOKE ALL ON part FROM " + tenant,
                "ALTER TABLE part DISABLE ROW LEVEL SECURITY",
                "CREATE VIEW shown AS SELECT * FROM part",
                "GRANT SELECT ON shown TO " + tenant);
        assertThat(seen("SET app.tenant_id = 'a'", "shown")).as("by a view").isEqualTo(1);
        assertThat(look()).extracting(Finding::subject).containsExactly("shown");
        database.execute(look().get(0).remedy());
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_table_that_its_owner_hid_in_an_extension_is_judged_all_the_same() throws SQLException {
        database.execute(
                "CREATE POLICY own ON events USING (" + OWN + ")",
                "CREATE EXTENSION citext",
                "CREATE TABLE hidden (tenant_id text)",
                "ALTER EXTENSION citext ADD TABLE hidden");

        assertThat(look()).extracting(Finding::subject).containsExactly("hidden");
        database.execute("ALTER EXTENSION citext DROP TABLE hidden");
    }

    @Test
    void an_owner_for_whom_policies_are_written_is_past_them_until_row_security_is_forced() throws SQLException {
        database.execute(
                "CREATE POLICY own ON events TO " + tenant + " USING (" + OWN + ")",
                "CREATE TABLE \"Odd; name\" (LIKE events)",
                "ALTER TABLE \"Odd; name\" ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON \"Odd; name\" TO " + tenant + " USING (" + OWN + ")");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute(
                "GRANT CREATE ON SCHEMA public TO " + tenant,
                "ALTER TABLE events OWNER TO " + tenant,
                "ALTER TABLE \"Odd; name\" OWNER TO " + tenant);
        assertThat(seen("SET app.tenant_id = 'a'", "events")).as("the attack").isEqualTo(1);
        database.execute("CREATE ROLE " + tenant + "_2 LOGIN", "GRANT " + tenant + " TO " + tenant + "_2");
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple(tenant, Severity.CRITICAL), tuple(tenant + "_2", Severity.WARNING));
        database.execute("DROP ROLE " + tenant + "_2");
        Finding finding = look().get(0);
        assertThat(finding.subject()).isEqualTo(tenant);
        assertThat(finding.message()).contains("public.\"Odd; name\", public.events");

        database.execute(finding.remedy());
        assertThat(seen("SET app.tenant_id = 'a'", "events")).isZero();
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void tables_that_only_their_owner_may_use_are_a_warning_when_it_logs_in() throws SQLException {
        database.execute(
                "CREATE POLICY own ON events USING (" + OWN + ")",
                "REVOKE ALL ON events FROM " + tenant,
                "ALTER TABLE events OWNER TO " + tenant);
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).startsWith("no other role may use public.events");
        });

        database.execute("ALTER ROLE " + tenant + " NOLOGIN");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
        database.execute("ALTER ROLE " + tenant + " LOGIN", "GRANT SELECT ON events TO PUBLIC");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }
}
