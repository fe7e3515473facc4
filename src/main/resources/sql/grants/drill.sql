-- What {name} needs for pulse-db drill and restore: a superuser's rights, on a server whose contents can be lost.
-- TimescaleDB's restore demands one: timescaledb_pre_restore() sets timescaledb.restoring and stops its workers, and rows
-- go into its catalogue. Objects are given to their owners by one, too. Rows of tables are loaded by a role that the drill
-- makes without these rights, and drops.
-- Run it on the drill server, as a superuser; it grants what is missing only.
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
    SELECT format('ALTER ROLE %I SUPERUSER', rolname)
    FROM pg_roles
    WHERE rolname = role AND NOT rolsuper
  LOOP
    EXECUTE missing;
  END LOOP;
END $pulse$;
RESET search_path;
