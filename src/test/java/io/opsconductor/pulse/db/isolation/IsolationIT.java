package io.opsconductor.pulse.db.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

/** Tenants and what keeps them apart, on a real server; what the schema ships is tried by IsolationCoverageIT. */
class IsolationIT {
    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String owner = "owner_of_" + database.name();

    @BeforeEach
    void make() throws SQLException {
        database.execute(
                "CREATE ROLE " + owner,
                "GRANT CREATE ON SCHEMA public TO " + owner,
                "CREATE TABLE guarded (tenant_id text, n int)",
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON guarded USING (tenant_id = current_setting('app.tenant_id', true))");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + owner, "DROP ROLE " + owner);
    }

    @Test
    void a_database_without_the_column_or_without_the_question_is_good() throws SQLException {
        assertThat(look(Optional.of("customer"))).extracting(Finding::severity).containsExactly(Severity.OK);
        assertThat(look(Optional.empty())).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void tables_without_row_security_are_found_in_every_schema_and_under_any_name() throws SQLException {
        database.execute(
                "CREATE SCHEMA \"My Schema\"",
                "CREATE TABLE \"My Schema\".\"It's; \"\"here\"\"\" (tenant_id uuid)",
                "CREATE MATERIALIZED VIEW copy AS SELECT * FROM guarded",
                "CREATE TABLE parted (tenant_id text) PARTITION BY LIST (tenant_id)",
                "CREATE TABLE part PARTITION OF parted FOR VALUES IN ('a')",
                "CREATE TABLE no_tenant (id int)");

        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(
                        tuple("My Schema.It's; \"here\"", Severity.CRITICAL),
                        tuple("copy", Severity.CRITICAL),
                        tuple("parted", Severity.CRITICAL));
        assertThat(look("My Schema.It's; \"here\"", "copy", "parted"))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
        for (String table : List.of("\"My Schema\".\"It's; \"\"here\"\"\"", "parted")) {
            Finding finding = look("copy").get(0);
            database.execute(finding.remedy().replaceFirst("(?<=SECURITY;).*", ""));
            database.execute("CREATE POLICY own ON " + table
                    + " USING (tenant_id::text = current_setting('app.tenant_id', true))");
        }
        assertThat(look("copy")).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void an_exempt_table_of_another_schema_exempts_none_whose_name_has_a_dot() throws SQLException {
        database.execute(
                "CREATE SCHEMA ops",
                "CREATE TABLE ops.audit (tenant_id text)",
                "CREATE TABLE public.\"ops.audit\" (tenant_id text)",
                "CREATE TABLE ops.\"a.b\" (tenant_id text)",
                "CREATE SCHEMA \"ops.a\"",
                "CREATE TABLE \"ops.a\".b (tenant_id text)");

        assertThat(look("ops.audit", "ops.a.b"))
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder("\"ops.audit\"", "ops.\"a.b\"", "\"ops.a\".b");
        assertThat(look("ops.audit", "\"ops.audit\"", "ops.\"a.b\"", "\"ops.a\".b"))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
    }

    @Test
    void policies_that_ask_nothing_of_anybody_are_found_unless_another_narrows_them() throws SQLException {
        database.execute(
                "CREATE TABLE wide (LIKE guarded)",
                "ALTER TABLE wide ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY operators ON wide TO " + owner + " USING (true)");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("CREATE POLICY everybody ON wide FOR SELECT USING (true)");
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("policy everybody ");
        });

        database.execute(
                "CREATE POLICY own ON wide AS RESTRICTIVE USING (tenant_id = current_setting('app.tenant_id', true))");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void row_security_without_a_policy_shuts_everybody_out() throws SQLException {
        database.execute("CREATE TABLE shut (LIKE guarded)", "ALTER TABLE shut ENABLE ROW LEVEL SECURITY");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_view_is_found_when_its_owner_goes_past_row_security_and_others_may_read_it() throws SQLException {
        database.execute("CREATE VIEW past AS SELECT n FROM guarded");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("GRANT SELECT ON past TO PUBLIC");
        Finding finding = look().get(0);
        assertThat(finding.subject()).isEqualTo("past");
        assertThat(finding.message()).contains("row security of public.guarded");
        database.execute(finding.remedy());
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute(
                "CREATE VIEW over AS SELECT n FROM past",
                "GRANT SELECT ON over TO PUBLIC",
                "ALTER VIEW past SET (security_invoker = on)");
        assertThat(look()).extracting(Finding::subject).containsExactly("over");
    }

    @Test
    void a_view_whose_owner_is_held_by_row_security_is_fine() throws SQLException {
        database.execute(
                "CREATE VIEW held AS SELECT * FROM guarded",
                "GRANT SELECT ON guarded TO " + owner,
                "ALTER VIEW held OWNER TO " + owner,
                "GRANT SELECT ON held TO PUBLIC");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("ALTER TABLE guarded OWNER TO " + owner);
        assertThat(look()).extracting(Finding::subject).containsExactly("held");

        database.execute("ALTER TABLE guarded FORCE ROW LEVEL SECURITY");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void chunks_are_judged_by_their_hypertable() throws SQLException {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE events (tenant_id text, at timestamptz NOT NULL)",
                "SELECT create_hypertable('events', 'at')",
                "INSERT INTO events VALUES ('a', now())");
        assertThat(look())
                .extracting(Finding::subject, Finding::measured)
                .containsExactly(tuple("events", "no row security"));

        database.execute(
                "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON events USING (tenant_id = current_setting('app.tenant_id', true))");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void rights_that_lead_past_policies_are_found() throws SQLException {
        database.execute("GRANT TRUNCATE, TRIGGER ON guarded TO " + owner);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity, Finding::measured)
                .containsExactly(
                        tuple(database.name(), Severity.WARNING, "TRIGGER for " + owner + " on 1 tables"),
                        tuple(database.name(), Severity.CRITICAL, "TRUNCATE for " + owner + " on 1 tables"));
        for (Finding finding : look()) {
            database.execute(finding.cure().line());
        }
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void functions_that_run_past_row_security_are_found_unless_they_are_exempt() throws SQLException {
        database.execute("CREATE FUNCTION public.every_row() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                + " AS 'SELECT count(*) FROM public.guarded'");
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("public.every_row()", Severity.WARNING));
        assertThat(look("public.every_row()")).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("REVOKE EXECUTE ON FUNCTION public.every_row() FROM PUBLIC");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_role_that_policies_name_and_that_is_past_them_is_found() throws SQLException {
        String tenants = "tenants_of_" + database.name();
        database.execute(
                "CREATE ROLE " + tenants + " BYPASSRLS",
                "ALTER POLICY own ON guarded TO " + tenants,
                "GRANT SELECT ON guarded TO " + tenants);
        try {
            assertThat(look())
                    .extracting(Finding::subject, Finding::severity, Finding::measured)
                    .containsExactly(tuple(tenants, Severity.CRITICAL, "BYPASSRLS"));
            database.execute(look().get(0).cure().line());
            assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

            database.execute("GRANT " + tenants + " TO " + owner, "ALTER ROLE " + owner + " LOGIN BYPASSRLS");
            assertThat(look())
                    .as("a service role that may act as one")
                    .extracting(Finding::severity)
                    .containsExactly(Severity.OK);
        } finally {
            database.execute("DROP OWNED BY " + tenants, "DROP ROLE " + tenants);
        }
    }

    @Test
    void a_table_whose_rows_belong_to_tenants_by_a_foreign_key_is_told_where_others_may_touch_it() throws SQLException {
        database.execute(
                "ALTER TABLE guarded ADD COLUMN id int PRIMARY KEY",
                "CREATE TABLE part (id int PRIMARY KEY, guarded_id int REFERENCES guarded)",
                "CREATE TABLE detail (part_id int REFERENCES part)");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

        database.execute("GRANT SELECT ON part, detail TO " + owner);
        assertThat(look())
                .extracting(Finding::subject, Finding::severity)
                .containsExactly(tuple("detail", Severity.WARNING), tuple("part", Severity.WARNING));
        assertThat(look("detail", "part")).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @Test
    void a_view_of_which_others_may_read_columns_only_is_found_too() throws SQLException {
        database.execute("CREATE VIEW past AS SELECT n FROM guarded", "GRANT SELECT (n) ON past TO PUBLIC");
        assertThat(look()).extracting(Finding::subject).containsExactly("past");
    }

    @Test
    void a_policy_that_does_not_ask_whose_a_row_is_is_found_whatever_its_words() throws SQLException {
        for (String condition : List.of(
                "1 = 1",
                "tenant_id IS NOT NULL",
                "tenant_id = tenant_id",
                "n > 0",
                "tenant_id = current_setting('app.tenant_id', true) OR true")) {
            database.execute(
                    "DROP TABLE IF EXISTS wide",
                    "CREATE TABLE wide (LIKE guarded)",
                    "ALTER TABLE wide ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY open ON wide USING (" + condition + ")");
            assertThat(look()).as(condition).extracting(Finding::subject).containsExactly("wide");
        }
    }

    private List<Finding> look(String... exempt) {
        return look(Optional.of("tenant_id"), exempt);
    }

    private List<Finding> look(Optional<String> column, String... exempt) {
        IsolationSettings settings = new IsolationSettings() {
            @Override
            public Optional<String> column() {
                return column;
            }

            @Override
            public Optional<Set<String>> exempt() {
                return Optional.of(Set.of(exempt));
            }

            @Override
            public Optional<Set<String>> serviceRoles() {
                // Whom the tests connect as, which owns tables that no other role may use.
                String superuser = URI.create(database.url()).getUserInfo().split(":")[0];
                return Optional.of(Set.of(owner, superuser));
            }
        };
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            return new IsolationCheck(settings).findings(opened, Instant.now());
        }
    }
}
