-- What {name} needs for pulse-db backup take: to read every row, and to change none but its own line in maintenance_log.
-- Run it in the database to be backed up, as a superuser; it grants what is missing only. PostgreSQL 14 or newer.
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
    UNION ALL -- schemas, tables and sequences, those that come later too
    SELECT format('GRANT pg_read_all_data TO %I', role)
    WHERE NOT pg_has_role(role, 'pg_read_all_data', 'USAGE')
    UNION ALL -- pg_dump stops at row security rather than leave rows out
    SELECT format('ALTER ROLE %I BYPASSRLS', rolname)
    FROM pg_roles
    WHERE rolname = role AND NOT rolsuper AND NOT rolbypassrls
    UNION ALL -- by which pg_dump dumps the very snapshot whose time is written down; every role may, unless that was revoked
    SELECT format('GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO %I', role)
    WHERE NOT has_function_privilege(role, 'pg_export_snapshot()', 'EXECUTE')
    UNION ALL -- large objects, which pg_read_all_data does not reach: run this again when there are new ones
    SELECT format('GRANT SELECT ON LARGE OBJECT %s TO %I', object.oid, role)
    FROM pg_largeobject_metadata AS object
    WHERE NOT pg_has_role(role, lomowner, 'USAGE')
      AND NOT EXISTS (SELECT FROM aclexplode(lomacl) AS granted
                      WHERE privilege_type = 'SELECT'
                        AND (grantee = 0 OR pg_has_role(role, grantee, 'USAGE')))
    UNION ALL -- the line about each backup, where the database keeps that log
    SELECT format('GRANT INSERT ON %s TO %I', oid::regclass, role)
    FROM pg_class
    WHERE relname = 'maintenance_log' AND relkind = 'r' AND NOT has_table_privilege(role, oid, 'INSERT')
    UNION ALL
    SELECT format('GRANT USAGE ON SEQUENCE %s TO %I', numbers.oid::regclass, role)
    FROM pg_class AS log
    JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = log.oid AND classid = 'pg_class'::regclass
      AND deptype = 'a'
    JOIN pg_class AS numbers ON numbers.oid = objid AND numbers.relkind = 'S'
    WHERE log.relname = 'maintenance_log' AND log.relkind = 'r'
      AND CASE WHEN numbers.relkind = 'S' THEN NOT has_sequence_privilege(role, numbers.oid, 'USAGE') END
  LOOP
    EXECUTE missing;
  END LOOP;
END $pulse$;
RESET search_path;
