package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * E10: a service that row security does not hold, by BYPASSRLS where the policy is for all roles, by replication, the server's files and programs, or by the
 * right to give itself the role of the tables' owner.
 */
class E10PassingServicesIT {
    @Postgres
    private TestDatabase database;

    private String service;
    private String owner;
    private String reader;

    @BeforeEach
    void a_guarded_table_and_a_service() throws SQLException {
        service = "service; of " + database.name();
        owner = "owner_of_" + database.name();
        reader = "reader_of_" + database.name();
        database.execute(
                "CREATE ROLE \"" + service + "\" LOGIN",
                "CREATE ROLE " + owner,
                "CREATE ROLE " + reader + " BYPASSRLS",
                "CREATE SCHEMA app AUTHORIZATION " + owner,
                "GRANT USAGE ON SCHEMA app TO PUBLIC",
                "SET ROLE " + owner,
                "CREATE TABLE app.guarded (tenant_id text, n int)",
                "ALTER TABLE app.guarded ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE app.guarded FORCE ROW LEVEL SECURITY",
                "CREATE POLICY own ON app.guarded USING (tenant_id = current_setting('app.tenant_id', true))",
                "GRANT SELECT ON app.guarded TO " + reader,
                "GRANT SELECT, INSERT ON app.guarded TO \"" + service + "\"");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute(
                "DROP OWNED BY " + owner + " CASCADE",
                "DROP ROLE " + owner,
                "DROP ROLE \"" + service + "\", " + reader);
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER ROLE {service} BYPASSRLS, BYPASSRLS",
        "ALTER ROLE {service} REPLICATION, REPLICATION",
        "GRANT pg_execute_server_program TO {service}, member of pg_execute_server_program",
        "GRANT pg_read_server_files TO {service} WITH INHERIT FALSE, member of pg_read_server_files",
        "'GRANT {owner} TO {service} WITH INHERIT FALSE, SET FALSE, ADMIN TRUE', member of {owner}",
        "'GRANT {reader} TO {service} WITH INHERIT FALSE', member of {reader}",
    })
    void a_service_that_goes_past_policies_is_told_and_held_by_the_remedy(String granting, String measured)
            throws SQLException {
        for (String policy : List.of("PUBLIC", "\"" + service + "\"")) {
            database.execute(
                    "ALTER POLICY own ON app.guarded TO " + policy,
                    granting.replace("{service}", "\"" + service + "\"")
                            .replace("{owner}", owner)
                            .replace("{reader}", reader));

            assertThat(look())
                    .as(policy)
                    .extracting(Finding::subject, Finding::severity, Finding::measured)
                    .containsExactly(tuple(
                            service,
                            Severity.CRITICAL,
                            measured.replace("{owner}", owner).replace("{reader}", reader)));
            database.execute(look().get(0).cure().line());
            assertThat(look()).as(policy).extracting(Finding::severity).containsExactly(Severity.OK);
        }
    }

    @Test
    void rights_on_columns_count_and_who_only_reads_is_a_warning() throws SQLException {
        database.execute(
                "REVOKE ALL ON app.guarded FROM \"" + service + "\"",
                "GRANT SELECT (n), UPDATE (n) ON app.guarded TO \"" + service + "\"",
                "ALTER ROLE \"" + service + "\" BYPASSRLS");
        assertThat(look()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);

        database.execute("REVOKE UPDATE (n) ON app.guarded FROM \"" + service + "\"");
        assertThat(look()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).startsWith("it reads tables");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER ROLE {service} BYPASSRLS, BYPASSRLS",
        "'GRANT {reader} TO {service} WITH INHERIT FALSE', member of {reader}"
    })
    void rights_on_a_partition_alone_make_a_service_too(String granting, String measured) throws SQLException {
        database.execute(
                "REVOKE ALL ON app.guarded FROM \"" + service + "\", " + reader,
                "SET ROLE " + owner,
                "CREATE TABLE app.parted (LIKE app.guarded) PARTITION BY LIST (tenant_id)",
                "CREATE TABLE app.parts PARTITION OF app.parted FOR VALUES IN ('a', 'b') PARTITION BY LIST (tenant_id)",
                "CREATE TABLE app.part PARTITION OF app.parts FOR VALUES IN ('a')",
                "ALTER TABLE app.parted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE POLICY own ON app.parted USING (tenant_id = current_setting('app.tenant_id', true))",
                "GRANT SELECT, UPDATE ON app.part TO \"" + service + "\", " + reader);
        database.execute(granting.replace("{service}", "\"" + service + "\"").replace("{reader}", reader));

        assertThat(look())
                .filteredOn(finding -> finding.subject().equals(service))
                .extracting(Finding::severity, Finding::measured)
                .containsExactly(tuple(Severity.CRITICAL, measured.replace("{reader}", reader)));
    }

    /** Standbys replicate, dumps need BYPASSRLS and read, and who makes a role is a member that may grant it. */
    @Test
    void who_replicates_dumps_or_administers_is_no_service() throws SQLException {
        String other = "other_of_" + database.name();
        try {
            database.execute(
                    "CREATE ROLE " + other + " LOGIN REPLICATION BYPASSRLS CREATEROLE",
                    "GRANT pg_read_all_data, pg_monitor TO " + other,
                    "GRANT SELECT, INSERT ON app.guarded TO PUBLIC");
            assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);

            database.execute("GRANT " + owner + " TO " + other, "GRANT pg_write_all_data TO " + other);
            assertThat(look()).extracting(Finding::severity).containsExactly(Severity.OK);
        } finally {
            database.execute("DROP OWNED BY " + other, "DROP ROLE " + other);
        }
    }

    /** As RDS, Azure and Cloud SQL make them: who administers is no superuser, made the roles, and gave itself the services' rights. */
    @ParameterizedTest
    @CsvSource({"PUBLIC, master", "PUBLIC, {owner}", "{group}, master", "{group}, {owner}"})
    void what_a_managed_server_has_is_not_critical(String policy, String databaseOwner) throws SQLException {
        String master = "master_of_" + database.name();
        String group = "group_of_" + database.name();
        String dumps = "dumps_of_" + database.name();
        try {
            database.execute(
                    "CREATE ROLE " + group,
                    "GRANT SELECT, INSERT ON app.guarded TO " + group,
                    "CREATE ROLE " + master + " LOGIN CREATEROLE CREATEDB BYPASSRLS REPLICATION",
                    "GRANT pg_monitor, pg_read_all_data, pg_write_all_data TO " + master + " WITH ADMIN OPTION",
                    "GRANT " + owner + ", " + group + " TO " + master + " WITH INHERIT FALSE, SET FALSE, ADMIN TRUE",
                    "SET ROLE " + master,
                    "GRANT " + group + " TO " + master,
                    "RESET ROLE",
                    "CREATE ROLE " + dumps + " LOGIN BYPASSRLS",
                    "GRANT pg_read_all_data, pg_monitor TO " + dumps,
                    "GRANT SELECT ON app.guarded TO " + dumps,
                    "ALTER POLICY own ON app.guarded TO " + policy.replace("{group}", group),
                    "ALTER DATABASE " + database.name() + " OWNER TO "
                            + databaseOwner.replace("master", master).replace("{owner}", owner));

            assertThat(look()).isNotEmpty().extracting(Finding::severity).doesNotContain(Severity.CRITICAL);
        } finally {
            database.execute(
                    "RESET ROLE",
                    "ALTER DATABASE " + database.name() + " OWNER TO CURRENT_USER",
                    "ALTER POLICY own ON app.guarded TO PUBLIC",
                    "DROP OWNED BY " + dumps + ", " + group + ", " + master + " CASCADE",
                    "DROP ROLE " + dumps + ", " + master + ", " + group);
        }
    }

    private List<Finding> look() {
        return PolicyAttack.look(database);
    }
}
