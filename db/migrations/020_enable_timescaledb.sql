-- 020: TimescaleDB, which telemetry, metrics and the audit log are stored with from here on.
--
-- Why: devices write far more rows than anything else in Pulse. Hypertables split them by time, so that old ones can be
-- compressed and dropped by the day.
--
-- Editions: compression, retention policies and continuous aggregates are part of TimescaleDB's community edition (the
-- setting timescaledb.license says timescale). The Apache edition, all that several managed providers offer, has
-- hypertables only: there the files that need more (023, 028, 034) leave it out with one warning each, and old data has
-- to be dropped by other means (drop_chunks works in both). Running such a file again with psql, once the edition has
-- changed, adds what was left out.
--
-- Danger: creating the extension needs a superuser, or a role the provider lets do it, and a server that was started
-- with the library. Nothing is done where the extension is there already: it is only judged.

DO $$
DECLARE
  installed record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
    IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') THEN
      RAISE EXCEPTION 'extension timescaledb is not available on this server'
        USING ERRCODE = 'feature_not_supported',
          DETAIL = 'Pulse stores telemetry in hypertables; without the extension no later migration can work.',
          HINT = format('Install the TimescaleDB package for PostgreSQL %s, add timescaledb to'
            ' shared_preload_libraries and restart the server. With a managed database: allow the extension in its'
            ' settings, or choose a provider that has it.', current_setting('server_version_num')::integer / 10000);
    END IF;
    BEGIN
      CREATE EXTENSION timescaledb;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'extension timescaledb is missing in database %, and % may not create it',
            current_database(), current_user
          USING ERRCODE = 'insufficient_privilege',
            HINT = format('As a superuser, in database %I run: CREATE EXTENSION timescaledb; and migrate again.',
              current_database());
    END;
  END IF;

  SELECT e.extversion, n.nspname,
      regexp_replace(e.extversion, '-.*$', '') AS release -- 2.23.0-dev and the like
    INTO installed
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'timescaledb';
  IF NOT installed.nspname = ANY (current_schemas(true)) THEN
    RAISE EXCEPTION 'extension timescaledb is in schema %, which is not on the search path (%)',
        installed.nspname, current_setting('search_path')
      USING ERRCODE = 'invalid_schema_name',
        HINT = format('ALTER DATABASE %I SET search_path = public, %I; or, before it holds any hypertable, drop the'
          ' extension and create it in public.', current_database(), installed.nspname);
  END IF;
  IF string_to_array(installed.release, '.')::integer[] < ARRAY[2, 11] THEN
    RAISE EXCEPTION 'extension timescaledb is of version %, but the migrations need 2.11 or newer', installed.extversion
      USING ERRCODE = 'feature_not_supported',
        HINT = 'In a new session, as its first statement: ALTER EXTENSION timescaledb UPDATE;';
  END IF;
END $$;
