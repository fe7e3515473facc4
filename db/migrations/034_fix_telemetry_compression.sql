-- 034: telemetry is compressed after an hour and dropped after 30 days, with hourly figures kept; it loses row
-- security.
--
-- Why: telemetry fills the disk within weeks. TimescaleDB refuses compression, and continuous aggregates, on a table
-- with row security, so one of the two has to go, and a table that fills the disk takes every tenant down.
--
-- CONSEQUENCE: from here on the database does not keep tenants apart in telemetry or telemetry_hourly: pulse_app can
-- read and write every tenant's rows. The services have to filter by tenant_id in every query; a forgotten WHERE shows
-- one tenant another's data. (Row security never reached the chunks themselves, which a role with rights on them can
-- read.)
--
-- Danger: DISABLE ROW LEVEL SECURITY and enabling compression take an exclusive lock on telemetry for a moment. The
-- retention policy DROPS chunks older than 30 days, and its first run comes soon after this commits: who wants older
-- telemetry exports it before. The refresh reaches back 3 hours only; older hours are filled by hand:
--   CALL refresh_continuous_aggregate('telemetry_hourly', NULL, now() - interval '1 hour');
--
-- Apache edition: row security goes all the same, so that isolation does not depend on the edition; compression,
-- retention and telemetry_hourly are left out, with one warning. May be run again with psql; what is there stays.

DROP POLICY IF EXISTS operator_read ON telemetry;
DROP POLICY IF EXISTS tenant_isolation ON telemetry;

DO $$
BEGIN
  -- Only where it is on: once compression is enabled, TimescaleDB refuses even to switch off what is off.
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'telemetry'::regclass) THEN
    ALTER TABLE telemetry DISABLE ROW LEVEL SECURITY;
  END IF;

  IF current_setting('timescaledb.license', true) IS DISTINCT FROM 'timescale' THEN
    RAISE WARNING 'telemetry has no compression, no retention and no telemetry_hourly: TimescaleDB is not the community'
      ' edition here (timescaledb.license is %). It grows until somebody calls drop_chunks.',
      COALESCE(current_setting('timescaledb.license', true), 'not set');
    RETURN;
  END IF;

  IF NOT (SELECT compression_enabled FROM timescaledb_information.hypertables
          WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = 'telemetry'::regclass) THEN
    ALTER TABLE telemetry SET (timescaledb.compress,
      timescaledb.compress_segmentby = 'tenant_id, device_id', timescaledb.compress_orderby = 'time DESC');
  END IF;

  -- Only numbers count: one device that sends "n/a" must not stop the refresh for all.
  CREATE MATERIALIZED VIEW IF NOT EXISTS telemetry_hourly
    WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS
    SELECT time_bucket(interval '1 hour', time) AS bucket, tenant_id, device_id, count(*) AS message_count,
        avg(CASE WHEN jsonb_typeof(metrics -> 'battery_pct') = 'number'
            THEN (metrics ->> 'battery_pct')::numeric END) AS avg_battery,
        avg(CASE WHEN jsonb_typeof(metrics -> 'temp_c') = 'number'
            THEN (metrics ->> 'temp_c')::numeric END) AS avg_temp
      FROM telemetry
      GROUP BY 1, 2, 3
    WITH NO DATA;
  COMMENT ON VIEW telemetry_hourly IS
    'Messages of each device by the hour, refreshed every hour; outlives the messages';
  GRANT SELECT, INSERT, UPDATE, DELETE ON telemetry_hourly TO pulse_app, pulse_operator;

  PERFORM add_continuous_aggregate_policy('telemetry_hourly', start_offset => interval '3 hours',
    end_offset => interval '1 hour', schedule_interval => interval '1 hour', if_not_exists => true);
  PERFORM add_compression_policy('telemetry', compress_after => interval '1 hour',
    schedule_interval => interval '12 hours', if_not_exists => true);
  PERFORM add_retention_policy('telemetry', drop_after => interval '30 days',
    schedule_interval => interval '1 day', if_not_exists => true);
END $$;
