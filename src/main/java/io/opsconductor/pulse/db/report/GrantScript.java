package io.opsconductor.pulse.db.report;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/**
 * The rights that a role needs to run every check, as SQL for psql; none of them reaches a tenant's rows. What is not
 * there (a history, the extension) and what the role has already is passed over, so that the script fits any database, and
 * whoever may not grant on the extension's catalogues can run it where everybody may read them.
 */
public final class GrantScript {
    /** In bytes: PostgreSQL would cut a longer name short, and grant to another role. */
    private static final int LONGEST_NAME = 63;

    private static final List<String> TIMESCALE_SCHEMAS = List.of(
            "timescaledb_information",
            "_timescaledb_catalog",
            "_timescaledb_config",
            "_timescaledb_functions",
            "_timescaledb_internal");

    /** The catalogues, which an administrator may have taken from PUBLIC; chunks lie in another schema. */
    private static final List<String> TIMESCALE_CATALOGUES =
            List.of("timescaledb_information", "_timescaledb_catalog", "_timescaledb_config");

    /** In whatever schema they are. */
    private static final List<String> TABLES =
            List.of("flyway_schema_history", "schema_migrations", "pulse_migration_log", "maintenance_log");

    private GrantScript() {}

    /**
     * @param schemas further ones in which hypertables lie
     * @throws PulseFailure (usage) for a name that no role can have
     */
    public static String of(String role, Collection<String> schemas) {
        refuseImpossible(role);
        String name = SqlIdentifier.of(role);
        TreeSet<String> all = new TreeSet<>(schemas);
        all.addAll(TIMESCALE_SCHEMAS);
        all.add("public");
        String tag = tagAbsentFrom(role + String.join("", all));
        return Stream.of(
                        "-- What " + name + " needs for pulse-db's checks: to look, and none of the tenants' rows.",
                        "-- Run it in the database to be watched, as a role that may grant; it grants only what is missing.",
                        "-- If the role is not there yet: CREATE ROLE " + name + " LOGIN; and \\password",
                        "DO " + tag,
                        "DECLARE",
                        "  role constant name := " + SqlLiteral.of(role) + ";",
                        "  missing text;",
                        "BEGIN",
                        "  FOR missing IN",
                        "    SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role)",
                        "    WHERE NOT has_database_privilege(role, current_database(), 'CONNECT')",
                        "    UNION ALL",
                        "    SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, role)",
                        "    FROM pg_namespace",
                        "    WHERE (nspname IN (" + literals(all) + ")",
                        "        OR oid IN (SELECT relnamespace FROM pg_class WHERE relname IN (" + literals(TABLES)
                                + ") AND relkind = 'r'))",
                        "      AND NOT has_schema_privilege(role, oid, 'USAGE')",
                        "    UNION ALL -- catalogues, the histories of migrations and of maintenance, how jobs fared",
                        "    SELECT format('GRANT SELECT ON %s TO %I', oid::regclass, role)",
                        "    FROM pg_class",
                        "    WHERE (relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ("
                                + literals(TIMESCALE_CATALOGUES) + "))",
                        "        OR relname IN (" + literals(TABLES) + ")",
                        "        OR oid = to_regclass('_timescaledb_internal.bgw_job_stat'))",
                        "      AND relkind IN ('r', 'v')",
                        "      AND NOT has_table_privilege(role, oid, 'SELECT')",
                        "    UNION ALL -- the scheduler's session, to see whether it runs; no more of pg_monitor is needed",
                        "    SELECT format('GRANT pg_read_all_stats TO %I', role)",
                        "    WHERE NOT pg_has_role(role, 'pg_read_all_stats', 'USAGE')",
                        "  LOOP",
                        "    EXECUTE missing;",
                        "  END LOOP;",
                        "  -- the functions by which hypertables on integers tell the present",
                        "  IF to_regclass('_timescaledb_catalog.dimension') IS NOT NULL THEN",
                        "    FOR missing IN",
                        "      SELECT DISTINCT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, role)",
                        "      FROM _timescaledb_catalog.dimension JOIN pg_namespace ON nspname = integer_now_func_schema",
                        "      WHERE NOT has_schema_privilege(role, pg_namespace.oid, 'USAGE')",
                        "      UNION ALL",
                        "      SELECT DISTINCT format('GRANT EXECUTE ON FUNCTION %s TO %I', clock.oid::regprocedure, role)",
                        "      FROM _timescaledb_catalog.dimension JOIN pg_namespace ON nspname = integer_now_func_schema",
                        "      JOIN pg_proc AS clock ON pronamespace = pg_namespace.oid AND proname = integer_now_func",
                        "        AND pronargs = 0",
                        "      WHERE NOT has_function_privilege(role, clock.oid, 'EXECUTE')",
                        "    LOOP",
                        "      EXECUTE missing;",
                        "    END LOOP;",
                        "  END IF;",
                        "END " + tag + ";",
                        "-- Your choice: why a job failed is shown to members of its owner only. From PostgreSQL 16 on a",
                        "-- membership can be given without the owner's rights; before, it gives all of them: leave it then.",
                        "--   SELECT format('GRANT %I TO %I WITH INHERIT FALSE, SET FALSE', owner, "
                                + SqlLiteral.of(role) + ")",
                        "--   FROM (SELECT DISTINCT owner::text FROM timescaledb_information.jobs) AS owners \\gexec",
                        "RESET search_path;")
                .collect(Collectors.joining("\n"));
    }

    public static String json(String role, Collection<String> schemas) {
        return Json.text(Json.object().put("role", role).put("sql", of(role, schemas)));
    }

    private static void refuseImpossible(String role) {
        String wrong = null;
        if (role.isEmpty()) {
            wrong = "is empty";
        } else if (role.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            wrong = "is longer than " + LONGEST_NAME + " bytes";
        } else if (role.chars().anyMatch(Character::isISOControl)) {
            wrong = "holds a line break or another control character";
        } else if (role.equals("public")) {
            wrong = "stands for every role";
        }
        if (wrong != null) {
            throw PulseFailure.usage("--role: the name " + wrong, "name the one role that watches");
        }
    }

    /** Nothing in the body may end it. */
    private static String tagAbsentFrom(String body) {
        String tag = "$pulse$";
        for (int i = 0; body.contains(tag); i++) {
            tag = "$pulse" + i + "$";
        }
        return tag;
    }

    private static String literals(Collection<String> texts) {
        return texts.stream().map(SqlLiteral::of).collect(Collectors.joining(", "));
    }
}
