-- 023: system_metrics looks after itself: hourly figures, compression after an hour, gone after a week.
--
-- Why: nobody reads single measurements of the platform after a week; the hourly figures are kept.
--
-- Danger: the retention policy DROPS chunks older than 7 days, and its first run comes soon after this commits. The
-- hourly figures of what it drops have to be there by then: the refresh reaches back 3 hours only, so history from
-- before this file is refreshed by hand if anybody wants it: CALL refresh_continuous_aggregate('system_metrics_hourly',
-- NULL, now() - interval '1 hour'); Enabling compression locks system_metrics for a moment and compresses nothing by
-- itself.
--
-- Apache edition: all of this is left out, with one warning. May be run again with psql; what is there stays.

DO $$
BEGIN
  IF current_setting('timescaledb.license', true) IS DISTINCT FROM 'timescale' THEN
    RAISE WARNING 'system_metrics has no compression, no retention and no system_metrics_hourly: TimescaleDB is not the'
      ' community edition here (timescaledb.license is %). It grows until somebody calls drop_chunks.',
      COALESCE(current_setting('timescaledb.license', true), 'not set');
    RETURN;
  END IF;

  IF NOT (SELECT compression_enabled FROM timescaledb_information.hypertables
          WHERE format('%I.%I', hypertable_schema, hypertable_name)::regclass = 'system_metrics'::regclass) THEN
    ALTER TABLE system_metrics SET (timescaledb.compress,
      timescaledb.compress_segmentby = 'metric_name, service', timescaledb.compress_orderby = 'time DESC');
  END IF;

  -- materialized_only: the last hour or two are not in it, on every version (its default changed in 2.13).
  CREATE MATERIALIZED VIEW IF NOT EXISTS system_metrics_hourly
    WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS
    SELECT time_bucket(interval '1 hour', time) AS bucket, metric_name, service,
        avg(value) AS avg_value, max(value) AS max_value, min(value) AS min_value
      FROM system_metrics
      GROUP BY 1, 2, 3
    WITH NO DATA;
  COMMENT ON VIEW system_metrics_hourly IS
    'system_metrics by the hour, refreshed every hour; outlives what it was made from';
  GRANT SELECT, INSERT, UPDATE, DELETE ON system_metrics_hourly TO pulse_app, pulse_operator;

  PERFORM add_continuous_aggregate_policy('system_metrics_hourly', start_offset => interval '3 hours',
    end_offset => interval '1 hour', schedule_interval => interval '1 hour', if_not_exists => true);
  PERFORM add_compression_policy('system_metrics', compress_after => interval '1 hour',
    schedule_interval => interval '30 minutes', if_not_exists => true);
  PERFORM add_retention_policy('system_metrics', drop_after => interval '7 days',
    schedule_interval => interval '1 day', if_not_exists => true);
END $$;
