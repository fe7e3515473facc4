package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchemaCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * C2 of the security review once more: who may make schemas makes those of TimescaleDB where it is not, and who owns an
 * extension adds functions of its own to it.
 */
@ProgramTest
class C2TimescaleNamesIT {
    /** Views like all relations of the extension, which call a function where a row is read. */
    private static final String IMPOSTORS =
            "SELECT format('CREATE SCHEMA IF NOT EXISTS %1$I; CREATE VIEW %1$I.%2$I AS SELECT %3$s"
                    + " FROM mal.pay(%2$L) AS paid (x) WHERE x IS NOT NULL', nspname, relname,"
                    + " string_agg(format('(CASE WHEN x IS NULL THEN NULL END)::%s AS %I',"
                    + " CASE WHEN atttypid < 16384 THEN format_type(atttypid, atttypmod) ELSE 'text' END, attname), ', '"
                    + " ORDER BY attnum))"
                    + " FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid"
                    + " WHERE nspname ~ 'timescaledb_' AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped"
                    + " GROUP BY nspname, relname";

    @Test
    void nothing_is_read_that_is_called_as_timescaledbs_where_the_extension_is_not(@TempDir Path folder)
            throws Exception {
        try (TestDatabase real = DevelopmentDatabases.shared().postgres();
                TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            real.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
            database.execute(
                    "CREATE SCHEMA mal",
                    "CREATE TABLE mal.rows (a int)",
                    "CREATE FUNCTION mal.pay(what text) RETURNS text LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE EXCEPTION 'PWNED by %', what; END $$");
            try (var connection = real.connect()) {
                List<String> impostors = Query.list(connection, IMPOSTORS, row -> row.getString(1));
                assertThat(impostors).hasSizeGreaterThan(20);
                database.execute(impostors.toArray(String[]::new));
            }
            database.execute(
                    "CREATE SCHEMA _timescaledb_functions",
                    "DROP VIEW IF EXISTS _timescaledb_config.bgw_job",
                    "CREATE TABLE _timescaledb_config.bgw_job (id int, scheduled bool)",
                    "CREATE RULE pay AS ON UPDATE TO _timescaledb_config.bgw_job DO ALSO SELECT mal.pay('rule')",
                    "CREATE FUNCTION _timescaledb_functions.restart_background_workers() RETURNS text LANGUAGE sql AS"
                            + " $$ SELECT mal.pay('restart') $$");

            for (List<String> command : List.of(
                    List.of("check"),
                    List.of("check", "--fix"),
                    List.of("policies"),
                    List.of("policies", "apply"),
                    List.of("backup", "take", "--init"),
                    List.of("check", "backups"),
                    List.of("backup", "verify"),
                    List.of("drill"))) {
                Outcome outcome = SameServer.program(database, folder).run(command.toArray(String[]::new));
                assertThat(outcome.out() + outcome.err())
                        .as(command + ": " + outcome)
                        .doesNotContain("PWNED")
                        .doesNotContain("pulse_db_holds_this_function");
            }
        }
    }

    @Test
    void a_function_that_an_extensions_owner_added_to_it_is_a_stranger_beside_timescaledbs() throws Exception {
        String role = "c2_extension_owner";
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE ROLE " + role,
                    "GRANT CREATE ON DATABASE \"" + database.name() + "\" TO " + role,
                    "GRANT CREATE ON SCHEMA public TO " + role,
                    "SET ROLE " + role,
                    "CREATE EXTENSION hstore",
                    "CREATE FUNCTION public.drop_chunks(regclass, older_than timestamptz, newer_than timestamptz)"
                            + " RETURNS SETOF text LANGUAGE sql AS 'SELECT current_user::text'",
                    "ALTER EXTENSION hstore ADD FUNCTION public.drop_chunks(regclass, timestamptz, timestamptz)",
                    "RESET ROLE");
            try (var connection = database.connect()) {
                connection.createStatement().execute("SET search_path = pg_catalog, pg_temp");
                assertThat(TimescaleSchemaCatalog.schema(connection)
                                .orElseThrow()
                                .strangers())
                        .singleElement()
                        .asString()
                        .startsWith("public.drop_chunks(regclass,");
            } finally {
                database.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
            }
        }
    }
}
