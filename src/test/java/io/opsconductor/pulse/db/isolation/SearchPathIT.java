package io.opsconductor.pulse.db.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write where sessions look for names, on a real server. */
class SearchPathIT {
    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String tenant = "tenant_of_" + database.name();
    private final String group = "group_of_" + database.name();

    @BeforeEach
    void make() throws SQLException {
        database.execute("CREATE ROLE " + tenant + " LOGIN", "CREATE ROLE " + group);
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute(
                "DROP SCHEMA IF EXISTS postgres CASCADE",
                "DROP OWNED BY " + tenant + ", " + group,
                "DROP ROLE " + tenant + ", " + group);
    }

    @Test
    void a_new_database_is_good() {
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_schema_that_a_role_with_a_login_may_write_into_is_told_and_its_remedy_cures_it() throws SQLException {
        database.execute("GRANT CREATE ON SCHEMA public TO " + group);
        assertThat(look())
                .extracting(Finding::severity)
                .as("a group without a login")
                .containsExactly(Severity.OK);

        database.execute("GRANT " + group + " TO " + tenant);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("public", Severity.WARNING, "CREATE for " + group));
        database.execute(look().get(0).remedy());
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
        assertThat(look()).extracting(Finding::measured).containsExactly("CREATE for PUBLIC");
        database.execute(look().get(0).remedy());
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void who_may_make_schemas_may_make_one_of_our_name() throws SQLException {
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + tenant);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple(database.name(), Severity.WARNING));

        database.execute("CREATE SCHEMA postgres AUTHORIZATION " + tenant);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("postgres", Severity.CRITICAL, "owned by " + tenant));
    }

    @Test
    void a_function_or_operator_under_a_name_of_postgresql_is_critical_unless_a_trusted_role_made_it()
            throws SQLException {
        database.execute(
                "CREATE FUNCTION public.format(text, name, name) RETURNS text LANGUAGE sql AS 'SELECT $1'",
                "CREATE FUNCTION public.tenants_own(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
                "CREATE FUNCTION public.same(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
                "CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.same)");
        assertThat(look()).extracting(Finding::severity).as("a superuser's").containsExactly(Severity.OK);

        database.execute(
                "ALTER FUNCTION public.format(text, name, name) OWNER TO " + tenant,
                "ALTER FUNCTION public.tenants_own(text) OWNER TO " + tenant,
                "ALTER OPERATOR public.= (varchar, varchar) OWNER TO " + tenant);
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message())
                    .contains("public.format(text,name,name)", "public.=(character varying,character varying)")
                    .doesNotContain("tenants_own");
        });
    }

    @Test
    void a_path_that_is_stored_for_a_role_is_looked_at_too() throws SQLException {
        database.execute(
                "CREATE SCHEMA \"Their Own\" AUTHORIZATION " + tenant,
                "ALTER ROLE " + tenant + " IN DATABASE " + database.name() + " SET search_path = 'Their Own', public");
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .as("its owner alone looks there")
                .containsExactly(tuple("Their Own", Severity.WARNING));

        database.execute(
                "ALTER ROLE " + group + " IN DATABASE " + database.name() + " SET search_path = 'Their Own', public");
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("Their Own", Severity.CRITICAL));
    }

    @Test
    void a_schema_of_an_untrusted_role_in_the_path_of_a_database_is_critical() throws SQLException {
        database.execute(
                "CREATE SCHEMA theirs AUTHORIZATION " + tenant,
                "ALTER DATABASE " + database.name() + " SET search_path = public, theirs");
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("theirs", Severity.CRITICAL, "owned by " + tenant));

        database.execute(look().get(0).remedy());
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_trigger_of_another_roles_function_is_critical_and_its_remedy_takes_it_away() throws SQLException {
        database.execute(
                "CREATE TABLE \"Orders\" (n int)",
                "CREATE TABLE other (n int)",
                "CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "CREATE TRIGGER \"Seen\" BEFORE INSERT ON \"Orders\" FOR EACH ROW EXECUTE FUNCTION seen()",
                "CREATE TRIGGER seen BEFORE INSERT ON other FOR EACH ROW EXECUTE FUNCTION seen()");
        assertThat(look()).extracting(Finding::severity).as("a superuser's").containsExactly(Severity.OK);

        database.execute("ALTER FUNCTION seen() OWNER TO " + tenant);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(tuple("public.seen() of role " + tenant, Severity.CRITICAL, "attached to 2 objects"));
        assertThat(look().get(0).message())
                .contains("trigger Seen on table public.\"Orders\"", "trigger seen on table public.other");

        database.execute(look().get(0).remedy().split("(?<=;) "));
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    private List<Finding> look() {
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return new SearchPathCheck().findings(main, Instant.EPOCH);
        }
    }
}
