-- What {name} needs for pulse-db's checks: to look, and none of the tenants' rows.
-- Run it in the database to be watched, as a role that may grant; it grants only what is missing.
-- If the role is not there yet: CREATE ROLE {name} LOGIN; and \password
SET search_path = pg_catalog, pg_temp;
DO $pulse$
DECLARE
  role constant name := {role};
  missing text;
BEGIN
  FOR missing IN
    SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role)
    WHERE NOT has_database_privilege(role, current_database(), 'CONNECT')
    UNION ALL
    SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, role)
    FROM pg_namespace
    WHERE (nspname IN ({schemas})
        OR oid IN (SELECT relnamespace FROM pg_class WHERE relname IN ({tables}) AND relkind = 'r'))
      AND NOT has_schema_privilege(role, oid, 'USAGE')
    UNION ALL -- catalogues, the histories of migrations and of maintenance, how jobs fared
    SELECT format('GRANT SELECT ON %s TO %I', oid::regclass, role)
    FROM pg_class
    WHERE (relnamespace IN (SELECT oid FROM pg_namespace
                            WHERE nspname IN ('timescaledb_information', '_timescaledb_catalog', '_timescaledb_config'))
        OR relname IN ({tables})
        OR oid = to_regclass('_timescaledb_internal.bgw_job_stat'))
      AND relkind IN ('r', 'v')
      AND NOT has_table_privilege(role, oid, 'SELECT')
    UNION ALL -- the scheduler's session, to see whether it runs; no more of pg_monitor is needed
    SELECT format('GRANT pg_read_all_stats TO %I', role)
    WHERE NOT pg_has_role(role, 'pg_read_all_stats', 'USAGE')
  LOOP
    EXECUTE missing;
  END LOOP;
  -- the functions by which hypertables on integers tell the present
  IF to_regclass('_timescaledb_catalog.dimension') IS NOT NULL THEN
    FOR missing IN
      SELECT DISTINCT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, role)
      FROM _timescaledb_catalog.dimension JOIN pg_namespace ON nspname = integer_now_func_schema
      WHERE NOT has_schema_privilege(role, pg_namespace.oid, 'USAGE')
      UNION ALL
      SELECT DISTINCT format('GRANT EXECUTE ON FUNCTION %s TO %I', clock.oid::regprocedure, role)
      FROM _timescaledb_catalog.dimension JOIN pg_namespace ON nspname = integer_now_func_schema
      JOIN pg_proc AS clock ON pronamespace = pg_namespace.oid AND proname = integer_now_func
        AND pronargs = 0
      WHERE NOT has_function_privilege(role, clock.oid, 'EXECUTE')
    LOOP
      EXECUTE missing;
    END LOOP;
  END IF;
END $pulse$;
-- Your choice: why a job failed is shown to members of its owner only. From PostgreSQL 16 on a
-- membership can be given without the owner's rights; before, it gives all of them: leave it then.
--   SELECT format('GRANT %I TO %I WITH INHERIT FALSE, SET FALSE', owner, {role})
--   FROM (SELECT DISTINCT owner::text FROM timescaledb_information.jobs) AS owners \gexec
-- Your choice: a history of migrations is believed when a superuser, the database's owner or a role that {name} is a member of
-- made it and owns its schema. Where that is another role, from PostgreSQL 16 on with none of its rights:
--   SELECT DISTINCT format('GRANT %I TO %I WITH INHERIT FALSE, SET FALSE', rolname, {role})
--   FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
--   JOIN pg_roles ON pg_roles.oid IN (relowner, nspowner)
--   WHERE relname = 'flyway_schema_history' AND NOT rolsuper AND rolname <> 'pg_database_owner' \gexec
RESET search_path;
