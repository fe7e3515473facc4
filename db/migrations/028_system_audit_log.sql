-- 028: one audit log for all services: what happened, to what, by whom; kept 90 days.
--
-- Why: support and tenants want to see why a device was refused or an alert was closed. Services write it in batches,
-- so it is a hypertable with one chunk a day, dropped by policy.
--
-- Isolation: a tenant reads its own rows and those of the platform (tenant_id NULL). No policy lets anybody write: the
-- services write it as the tables' owner or with BYPASSRLS. Row security rules out compression here, so 90 days of rows
-- stay as they are.
--
-- Row security does not reach chunks: TimescaleDB gives them the grants of the hypertable and not its policies, so SQL
-- that runs as pulse_app and names a chunk in _timescaledb_internal reads every tenant's rows. Closing that schema is no
-- cure (no new session can query anything then); keep such SQL out, by a connection that only the services use.
--
-- Danger: the retention policy DROPS chunks older than 90 days. Who has to keep audit longer exports it before.
--
-- Apache edition: the retention policy is left out, with one warning.

CREATE TABLE audit_log (
  timestamp timestamptz NOT NULL DEFAULT now(),
  tenant_id text,
  event_type text NOT NULL,
  category text NOT NULL,
  severity text NOT NULL DEFAULT 'info',
  entity_type text,
  entity_id text,
  entity_name text,
  action text NOT NULL,
  message text NOT NULL,
  details jsonb,
  source_service text NOT NULL,
  actor_type text DEFAULT 'system',
  actor_id text,
  actor_name text,
  ip_address inet,
  request_id text,
  duration_ms integer
);
COMMENT ON TABLE audit_log IS 'What happened in Pulse, of every service; one chunk a day, dropped after 90 days';
COMMENT ON COLUMN audit_log.tenant_id IS 'NULL: an event of the platform, which every tenant may read';

DO $$
BEGIN
  PERFORM create_hypertable('audit_log', 'timestamp', chunk_time_interval => interval '1 day');
END $$;

-- create_hypertable has made audit_log_timestamp_idx on (timestamp DESC).
CREATE INDEX idx_audit_tenant_time ON audit_log (tenant_id, timestamp DESC) WHERE tenant_id IS NOT NULL;
CREATE INDEX idx_audit_category_time ON audit_log (category, timestamp DESC);
CREATE INDEX idx_audit_severity_time ON audit_log (severity, timestamp DESC)
  WHERE severity IN ('warning', 'error', 'critical');
CREATE INDEX idx_audit_entity ON audit_log (entity_type, entity_id, timestamp DESC);
CREATE INDEX idx_audit_source ON audit_log (source_service, timestamp DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON audit_log TO pulse_app, pulse_operator;

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_log_tenant_read ON audit_log FOR SELECT
  USING (tenant_id IS NULL OR tenant_id = current_setting('app.tenant_id', true));

DO $$
BEGIN
  IF current_setting('timescaledb.license', true) IS DISTINCT FROM 'timescale' THEN
    RAISE WARNING 'audit_log has no retention: TimescaleDB is not the community edition here (timescaledb.license is'
      ' %). It grows until somebody calls drop_chunks.',
      COALESCE(current_setting('timescaledb.license', true), 'not set');
    RETURN;
  END IF;
  PERFORM add_retention_policy('audit_log', drop_after => interval '90 days',
    schedule_interval => interval '1 day', if_not_exists => true);
END $$;
