-- 026: what a tenant's metrics mean: description, unit, expected range.
--
-- Why: devices send names and numbers; charts and rules want units and sensible axes.
--
-- Danger: none; creates only. Row security is not forced: the owner sees all rows.

CREATE TABLE metric_catalog (
  id serial PRIMARY KEY,
  tenant_id text NOT NULL,
  metric_name text NOT NULL,
  description text,
  unit text,
  expected_min numeric,
  expected_max numeric,
  created_at timestamptz DEFAULT now(),
  updated_at timestamptz DEFAULT now(),
  UNIQUE (tenant_id, metric_name)
);
COMMENT ON TABLE metric_catalog IS 'Description, unit and expected range of each metric a tenant uses';

GRANT SELECT, INSERT, UPDATE, DELETE ON metric_catalog TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE metric_catalog_id_seq TO pulse_app, pulse_operator;

ALTER TABLE metric_catalog ENABLE ROW LEVEL SECURITY;
-- Without a WITH CHECK of its own, USING also decides what may be written.
CREATE POLICY metric_catalog_tenant_isolation ON metric_catalog
  USING (tenant_id = current_setting('app.tenant_id', true));
