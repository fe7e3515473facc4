-- 022: measurements of Pulse itself (queue depths, message rates, database size), by time.
--
-- Why: the operators' health page. The platform measures itself every few seconds, so chunks are an hour; 023
-- compresses and drops them. There is no tenant in it.
--
-- Danger: none; creates only. Both views look back one hour, which is two chunks at most.

CREATE TABLE system_metrics (
  time timestamptz NOT NULL,
  metric_name text NOT NULL,
  service text,
  tags jsonb DEFAULT '{}',
  value double precision NOT NULL,
  CONSTRAINT system_metrics_not_null CHECK (metric_name IS NOT NULL)
);
COMMENT ON TABLE system_metrics IS 'Measurements of the platform itself, one chunk an hour, dropped after a week (023)';

DO $$
BEGIN
  PERFORM create_hypertable('system_metrics', 'time', chunk_time_interval => interval '1 hour');
END $$;

-- create_hypertable has made system_metrics_time_idx on (time DESC).
CREATE INDEX idx_system_metrics_name_time ON system_metrics (metric_name, time DESC);
CREATE INDEX idx_system_metrics_service_time ON system_metrics (service, time DESC) WHERE service IS NOT NULL;
CREATE INDEX idx_system_metrics_name_service_time ON system_metrics (metric_name, service, time DESC);

CREATE VIEW system_metrics_latest AS
  SELECT DISTINCT ON (metric_name, service) time, metric_name, service, value, tags
    FROM system_metrics
    WHERE time > now() - interval '1 hour'
    ORDER BY metric_name, service, time DESC;
COMMENT ON VIEW system_metrics_latest IS
  'The newest value of each metric and service; one silent for an hour is left out';

CREATE VIEW system_metrics_recent AS
  SELECT metric_name, service, avg(value) AS avg_value, max(value) AS max_value, min(value) AS min_value,
      count(*) AS sample_count
    FROM system_metrics
    WHERE time > now() - interval '1 hour'
    GROUP BY metric_name, service;
COMMENT ON VIEW system_metrics_recent IS 'Each metric and service over the last hour';

GRANT SELECT, INSERT, UPDATE, DELETE ON system_metrics, system_metrics_latest, system_metrics_recent
  TO pulse_app, pulse_operator;
