-- Filled in: the schema, the mark. What a restore makes as a superuser calls no function while it makes it: each one is held
-- from the moment on that it is there, but for those in C, which only a superuser can make, and types may need. So are the
-- checks of domains, which call PostgreSQL's own functions as well: some of those execute what they are given.
CREATE SCHEMA %1$s;
CREATE FUNCTION %1$s.hold() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $hold$
BEGIN
    UPDATE pg_catalog.pg_proc SET proconfig = proconfig || %2$s::text
    WHERE oid IN (SELECT objid FROM pg_event_trigger_ddl_commands() WHERE classid = 'pg_proc'::regclass)
      AND prolang NOT IN (SELECT oid FROM pg_language WHERE lanname IN ('c', 'internal'));
    UPDATE pg_catalog.pg_constraint SET contype = 'h'
    WHERE contype = 'c'
      AND contypid IN (SELECT objid FROM pg_event_trigger_ddl_commands() WHERE classid = 'pg_type'::regclass);
END $hold$;
CREATE EVENT TRIGGER %1$s ON ddl_command_end
    WHEN TAG IN ('CREATE FUNCTION', 'CREATE PROCEDURE', 'CREATE DOMAIN', 'ALTER DOMAIN') EXECUTE FUNCTION %1$s.hold()
