-- What {name} needs for pulse-db migrate: to make and alter what the files name.
-- Run it in the database to be migrated, as a superuser; it makes and grants what is missing only.
-- If the role is not there yet: CREATE ROLE {name} LOGIN; and \password
-- Other files than Pulse's may need more: CREATE on the database for schemas, TEMPORARY for temporary tables; extensions
-- and roles are best made by a superuser before.
SET search_path = pg_catalog, pg_temp;
DO $pulse$
DECLARE
  role constant name := {role};
  service constant name := {service};
  missing text;
BEGIN
  FOR missing IN
    SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role)
    WHERE NOT has_database_privilege(role, current_database(), 'CONNECT')
    UNION ALL -- where tables are made, the history's included
    SELECT format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', nspname, role)
    FROM pg_namespace
    WHERE nspname = {schema}
      AND NOT (has_schema_privilege(role, oid, 'USAGE') AND has_schema_privilege(role, oid, 'CREATE'))
    UNION ALL -- what Pulse's own files need and a role without a superuser's rights may not make
    SELECT statement
    FROM (VALUES (1, 'CREATE EXTENSION timescaledb',
                  NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')),
                 (2, 'CREATE ROLE pulse_app NOLOGIN', to_regrole('pulse_app') IS NULL),
                 (3, 'CREATE ROLE pulse_operator NOLOGIN BYPASSRLS', to_regrole('pulse_operator') IS NULL),
                 (4, format('CREATE ROLE %I NOLOGIN', service), to_regrole(quote_ident(service)) IS NULL),
                 (5, format('GRANT pulse_app TO %I', service), NOT EXISTS (SELECT FROM pg_auth_members
                  WHERE roleid = to_regrole('pulse_app') AND member = to_regrole(quote_ident(service)))),
                 (6, format('GRANT pulse_operator TO %I', service), NOT EXISTS (SELECT FROM pg_auth_members
                  WHERE roleid = to_regrole('pulse_operator') AND member = to_regrole(quote_ident(service)))),
                 (7, format('GRANT USAGE ON SCHEMA %I TO pulse_app, pulse_operator', {schema}), true),
                 (8, format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), role),
                  NOT has_database_privilege(role, current_database(), 'TEMPORARY'))
         ) AS pulse (place, statement, lacking)
    WHERE {packed} AND lacking
  LOOP
    EXECUTE missing;
  END LOOP;
END $pulse$;
-- Your choice: what is there already is altered by its owner and by members of that role, whom pulse-db then trusts too:
--   SELECT DISTINCT format('GRANT %I TO %I', tableowner, {role}) FROM pg_tables
--   WHERE schemaname = {schema} AND NOT pg_has_role({role}, tableowner, 'USAGE') \gexec
RESET search_path;
