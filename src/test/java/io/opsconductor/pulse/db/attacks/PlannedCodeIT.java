package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.SchemaVersionCatalog;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C1 and H4 once more: an immutable function of constants is computed by whoever plans a query of the table whose index,
 * constraint or statistics call it.
 */
class PlannedCodeIT {
    private static final String PAYS = "CREATE FUNCTION mal.pays() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$"
            + " BEGIN RETURN mal.payload(); END $$";
    private static final String PAYLOAD = "CREATE FUNCTION mal.payload() RETURNS int LANGUAGE plpgsql AS $$"
            + " BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN 1; END $$";

    private static final String HISTORY = "CREATE TABLE mal.flyway_schema_history"
            + " (installed_rank int, version text, type text, script text, success boolean)";
    private static final String HISTORY_ROW =
            "INSERT INTO mal.flyway_schema_history VALUES (1, '7', 'SQL', '0007_f.sql', true)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON mal.h (time, (mal.pays() + v))",
                "CREATE INDEX ON mal.h (time) WHERE mal.pays() > v",
                "ALTER TABLE mal.h ADD CHECK (mal.pays() >= 0)"
            })
    void chunks_whose_indexes_call_functions_of_others_are_left_to_their_owner(
            String attack, @Timescale TestDatabase database) throws Exception {
        HypertableSettings hourly = Configured.hypertables("\"mal.h\".compress-after", "1h");
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                PAYLOAD,
                PAYS,
                "CREATE TABLE mal.h (time timestamptz NOT NULL, v int)",
                "SELECT public.create_hypertable('mal.h', 'time', chunk_time_interval => interval '1 hour')",
                "INSERT INTO mal.h SELECT now() - h * interval '1 hour', h FROM generate_series(10, 12) AS h",
                attack,
                "ALTER TABLE mal.h SET (timescaledb.compress)",
                "RESET ROLE");
        foreign.forget();

        FixPlan plan = foreign.plan(ForeignHypertables.scheduled(), hourly, Set.of());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.left()).singleElement().satisfies(left -> {
            assertThat(left.remedy().kind()).isEqualTo(Remedy.Kind.TEXT);
            assertThat(left.remedy().line()).startsWith("as role \"mallory\"").contains("compress_chunk(");
        });
        assertThat(foreign.findings(ForeignHypertables.byHand(), hourly))
                .filteredOn(finding -> finding.remedy().contains("compress_chunk("))
                .allMatch(finding -> finding.cure().kind() == Remedy.Kind.TEXT)
                .isNotEmpty();
        assertThat(foreign.ran()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON mal.schema_migrations ((mal.pays() + length(version)))",
                "CREATE STATISTICS mal.s ON (mal.pays() + length(version)), filename FROM mal.schema_migrations",
                "CREATE TYPE mal.v AS (t text); CREATE FUNCTION mal.c(mal.v) RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM mal.payload(); RETURN '7'; END $$; CREATE CAST (mal.v AS text) WITH FUNCTION mal.c;"
                        + " ALTER TABLE mal.schema_migrations ALTER version TYPE mal.v USING row(version)"
            })
    void the_schemas_version_is_not_read_from_a_table_that_runs_its_owners_code(
            String attack, @Postgres TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute(
                "SET ROLE mallory",
                PAYLOAD,
                PAYS,
                "CREATE TABLE mal.schema_migrations (version text, filename text, applied_at timestamptz)",
                "INSERT INTO mal.schema_migrations VALUES ('7', 'f', now())",
                attack,
                "RESET ROLE");
        assertNotRead(foreign, database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON mal.flyway_schema_history ((mal.pays() + length(version)))",
                "CREATE STATISTICS mal.s ON (mal.pays() + length(version)), script FROM mal.flyway_schema_history",
                "CREATE TYPE mal.v AS (t text); CREATE FUNCTION mal.c(mal.v) RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM mal.payload(); RETURN '7'; END $$; CREATE CAST (mal.v AS text) WITH FUNCTION mal.c;"
                        + " ALTER TABLE mal.flyway_schema_history ALTER version TYPE mal.v USING row(version)"
            })
    void nor_from_such_a_history(String attack, @Postgres TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.begin();
        database.execute("SET ROLE mallory", PAYLOAD, PAYS, HISTORY, HISTORY_ROW, attack, "RESET ROLE");
        assertNotRead(foreign, database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT",
                "ALTER TABLE mal.flyway_schema_history ALTER installed_rank TYPE json USING '{}'",
                "ALTER TABLE mal.flyway_schema_history ALTER success TYPE text USING 'true'",
                "INSERT INTO mal.flyway_schema_history VALUES (2, '..x..', 'SQL', 'x', true), (3, '', 'SQL', '', NULL)"
            })
    void no_type_or_text_in_it_ends_the_reading(String odd, @Postgres TestDatabase database) throws Exception {
        new ForeignHypertables(database).begin();
        database.execute("SET ROLE mallory", HISTORY, HISTORY_ROW, odd, "RESET ROLE");
        database.execute(
                "ALTER TABLE mal.flyway_schema_history OWNER TO postgres", "ALTER SCHEMA mal OWNER TO postgres");

        try (var connection = database.connect()) {
            assertThat(SchemaVersionCatalog.read(connection)).contains("0007");
        }
    }

    private static void assertNotRead(ForeignHypertables foreign, TestDatabase database) throws Exception {
        foreign.forget();

        try (var connection = database.connect()) {
            assertThat(SchemaVersionCatalog.read(connection)).isEmpty();
        }

        assertThat(foreign.ran()).isEmpty();
    }
}
