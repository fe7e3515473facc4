-- 012: one log of deliveries for all types of integration.
--
-- Why: delivery_attempts belongs to the webhook queue and goes when its job goes; support needs to see later what was
-- sent to whom. The row therefore copies the integration's name and has no foreign keys.
--
-- Rights: written and read, never changed: pulse_app may insert and select, pulse_operator only select.
--
-- Danger: none; creates only. Row security is not forced here: the tables' owner sees all rows.

CREATE TABLE delivery_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id varchar(64) NOT NULL,
  integration_id uuid NOT NULL,
  integration_name varchar(128),
  delivery_type varchar(16) NOT NULL,
  tenant_id varchar(64) NOT NULL,
  success boolean NOT NULL,
  error text,
  duration_ms double precision,
  created_at timestamptz DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_delivery_log_alert_id ON delivery_log (alert_id);
CREATE INDEX idx_delivery_log_tenant_id ON delivery_log (tenant_id);
CREATE INDEX idx_delivery_log_created_at ON delivery_log (created_at);
COMMENT ON TABLE delivery_log IS 'Every delivery that was tried, of every type, kept when the integration is gone';

-- Default privileges that somebody set by hand may have given more already.
REVOKE ALL ON delivery_log FROM pulse_app, pulse_operator;
GRANT SELECT, INSERT ON delivery_log TO pulse_app;
GRANT SELECT ON delivery_log TO pulse_operator;

ALTER TABLE delivery_log ENABLE ROW LEVEL SECURITY;
-- Without a WITH CHECK of its own, USING also decides what may be inserted.
CREATE POLICY delivery_log_tenant_policy ON delivery_log
  USING (tenant_id = current_setting('app.tenant_id', true));
