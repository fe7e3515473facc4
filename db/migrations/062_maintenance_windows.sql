-- 062: maintenance windows, in which a tenant wants no alerts
--
-- What: From when to when, optionally recurring, optionally only for some sites or device types. The evaluator opens
-- no alert for what a window covers; alerts that are open stay open.
--
-- Lock: None on existing tables, but for the foreign key's short lock on tenants.

CREATE TABLE alert_maintenance_windows (
  window_id    text NOT NULL DEFAULT gen_random_uuid()::text,
  tenant_id    text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  name         text NOT NULL,
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz,
  recurring    jsonb,
  site_ids     text[],
  device_types text[],
  enabled      boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, window_id)
);

CREATE INDEX idx_maint_windows_active ON alert_maintenance_windows (tenant_id, starts_at, ends_at)
  WHERE enabled = true;

ALTER TABLE alert_maintenance_windows ENABLE ROW LEVEL SECURITY;

CREATE POLICY maint_windows_tenant_isolation ON alert_maintenance_windows
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

COMMENT ON TABLE alert_maintenance_windows IS
  'Times in which no alert is opened. An enabled window without ends_at silences its sites and device types for good.';
COMMENT ON COLUMN alert_maintenance_windows.recurring IS
  'Only these days and hours, UTC: {"dow": [0], "start_hour": 22, "end_hour": 24}, Sunday = 0; NULL means throughout';
COMMENT ON COLUMN alert_maintenance_windows.site_ids IS 'Only these sites; NULL or empty means all';
COMMENT ON COLUMN alert_maintenance_windows.device_types IS 'Only these device types; NULL or empty means all';

GRANT SELECT, INSERT, UPDATE, DELETE ON alert_maintenance_windows TO pulse_app, pulse_operator;
