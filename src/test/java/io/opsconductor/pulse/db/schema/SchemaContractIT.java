package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program leaves behind on an empty database is what the Pulse services expect, on both editions. */
class SchemaContractIT {
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
    void theCatalogueIsThatOfTheContract(Edition edition) throws SQLException {
        try (Connection connection = DATABASES.get(edition).connect()) {
            assertThat(Expectation.afterAll(edition)
                            .differences(Catalogue.read(connection).entries()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReferenceRowsAreAllThereAndNoOthers(Edition edition) throws SQLException {
        try (Connection connection = DATABASES.get(edition).connect()) {
            assertThat(ReferenceRows.differences(connection)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatLeavesSomethingOutSaysSoInOneWarningAndTheOthersAreSilent(Edition edition) {
        assertThat(DATABASES.get(edition).warnings())
                .containsOnlyKeys(Expectation.filesThatWarn(edition))
                .allSatisfy((file, warnings) ->
                        assertThat(warnings).singleElement().asString().contains("not the community edition"));
    }

    @ParameterizedTest
    @EnumSource
    void everyTableAndViewIsExplained(Edition edition) throws SQLException {
        assertThat(rows(
                        edition,
                        """
                        SELECT relname FROM pg_class
                         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
                           AND relname NOT IN ('flyway_schema_history', 'schema_migrations')
                           AND obj_description(oid, 'pg_class') IS NULL"""))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoMayInsertMayAlsoDrawTheNumbersOfTheKey(Edition edition) throws SQLException {
        assertThat(rows(
                        edition,
                        """
                        SELECT format('%s lacks %s', r.rolname, s.oid::regclass)
                          FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
                          CROSS JOIN pg_roles r
                         WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S'
                           AND r.rolname IN ('pulse_app', 'pulse_operator')
                           AND has_table_privilege(r.oid, d.refobjid, 'INSERT')
                           AND NOT has_sequence_privilege(r.oid, s.oid, 'USAGE')"""))
                .isEmpty();
    }

    private static List<String> rows(Edition edition, String query) throws SQLException {
        try (Connection connection = DATABASES.get(edition).connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
