package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program leaves behind on an empty database is what the Pulse services expect, on both editions. */
class SchemaContractIT {
    private static final String UNEXPLAINED = """
            SELECT relname FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
               AND relname NOT IN ('flyway_schema_history', 'schema_migrations', 'pulse_migration_log')
               AND obj_description(oid, 'pg_class') IS NULL""";

    private static final String SEQUENCES_OUT_OF_REACH = """
            SELECT format('%s lacks %s', r.rolname, s.oid::regclass)
              FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a' CROSS JOIN pg_roles r
             WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S'
               AND r.rolname IN ('pulse_app', 'pulse_operator')
               AND has_table_privilege(r.oid, d.refobjid, 'INSERT')
               AND NOT has_sequence_privilege(r.oid, s.oid, 'USAGE')""";

    private static final Map<Edition, MigratedDatabase> DATABASES = new EnumMap<>(Edition.class);

    @BeforeAll
    static void migrate() {
        for (Edition edition : Edition.values()) {
            DATABASES.put(edition, MigratedDatabase.of(edition));
        }
    }

    @AfterAll
    static void drop() {
        DATABASES.values().forEach(MigratedDatabase::close);
        DATABASES.clear();
    }

    @ParameterizedTest
    @EnumSource
    void the_catalogue_is_that_of_the_contract(Edition edition) throws SQLException {
        try (Connection connection = DATABASES.get(edition).connect()) {
            assertThat(Expectation.afterAll(edition)
                            .differences(Catalogue.read(connection).entries()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_reference_rows_are_all_there_and_no_others(Edition edition) throws SQLException {
        try (Connection connection = DATABASES.get(edition).connect()) {
            assertThat(ReferenceRows.differences(connection)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_leaves_something_out_says_so_in_one_warning_and_the_others_are_silent(Edition edition) {
        assertThat(DATABASES.get(edition).warnings())
                .containsOnlyKeys(Expectation.filesThatWarn(edition))
                .allSatisfy((file, warnings) ->
                        assertThat(warnings).singleElement().asString().contains("not the community edition"));
    }

    @ParameterizedTest
    @EnumSource
    void every_table_and_view_is_explained(Edition edition) throws SQLException {
        assertThat(DATABASES.get(edition).rows(UNEXPLAINED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void who_may_insert_may_also_draw_the_numbers_of_the_key(Edition edition) throws SQLException {
        assertThat(DATABASES.get(edition).rows(SEQUENCES_OUT_OF_REACH)).isEmpty();
    }

    /** That the comparison has eyes for what it compares. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ALTER TABLE device_state ALTER status DROP DEFAULT | column device_state.status",
                "ALTER TABLE jobs ALTER status DROP NOT NULL | column jobs.status",
                "ALTER TABLE jobs DROP CONSTRAINT jobs_status_check | constraint jobs jobs_status_check",
                "DROP INDEX idx_jobs_expires_at | index jobs idx_jobs_expires_at",
                "ALTER TABLE jobs DISABLE ROW LEVEL SECURITY | row security jobs",
                "ALTER TABLE roles FORCE ROW LEVEL SECURITY | row security roles",
                "CREATE POLICY hole ON jobs USING (true) | policy jobs hole",
                "ALTER POLICY jobs_tenant_isolation ON jobs USING (true) | policy jobs jobs_tenant_isolation",
                "GRANT SELECT ON tenants TO PUBLIC | grant tenants public",
                "GRANT UPDATE (name) ON sites TO PUBLIC | grant sites.name public",
                "REVOKE DELETE ON sites FROM pulse_app | grant sites pulse_app",
                "ALTER FUNCTION validate_parent_device SECURITY DEFINER | function validate_parent_device()",
                "ALTER TABLE device_registry DISABLE TRIGGER USER | trigger device_registry trg_validate_parent_device",
                "ALTER VIEW sensors SET (security_invoker = false) | view options sensors",
                "DELETE FROM app_settings WHERE key = 'MODE' | rows app_settings",
            })
    void anything_changed_afterwards_is_found(String change, String key) throws SQLException {
        try (Connection connection = DATABASES.get(Edition.APACHE).connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(change);
            }
            assertThat(Expectation.afterAll(Edition.APACHE)
                            .differences(Catalogue.read(connection).entries()))
                    .singleElement()
                    .asString()
                    .startsWith(key + System.lineSeparator());
            connection.rollback();
        }
    }
}
