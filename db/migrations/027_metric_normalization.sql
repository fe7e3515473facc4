-- 027: one name for one thing: raw metric names of different devices mapped to normalized ones, with scale and offset.
--
-- Why: three makes of device say temp_c, temperature and t; a rule should hold for all of them. The value shown is raw
-- * multiplier + offset_value.
--
-- Danger: none; creates only. (115 retires both tables in favour of device templates.)

CREATE TABLE normalized_metrics (
  id serial PRIMARY KEY,
  tenant_id text NOT NULL,
  normalized_name text NOT NULL,
  display_unit text,
  description text,
  expected_min numeric,
  expected_max numeric,
  created_at timestamptz DEFAULT now(),
  updated_at timestamptz DEFAULT now(),
  UNIQUE (tenant_id, normalized_name)
);
COMMENT ON TABLE normalized_metrics IS
  'Names under which a tenant wants to see metrics, whatever the devices call them';

CREATE TABLE metric_mappings (
  id serial PRIMARY KEY,
  tenant_id text NOT NULL,
  raw_metric text NOT NULL,
  normalized_name text NOT NULL,
  multiplier numeric DEFAULT 1,
  offset_value numeric DEFAULT 0,
  created_at timestamptz DEFAULT now(),
  UNIQUE (tenant_id, raw_metric),
  FOREIGN KEY (tenant_id, normalized_name) REFERENCES normalized_metrics (tenant_id, normalized_name) ON DELETE CASCADE
);
COMMENT ON TABLE metric_mappings IS 'Raw metric name to normalized name: shown value = raw * multiplier + offset_value';

GRANT SELECT, INSERT, UPDATE, DELETE ON normalized_metrics, metric_mappings TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE normalized_metrics_id_seq, metric_mappings_id_seq TO pulse_app, pulse_operator;

ALTER TABLE normalized_metrics ENABLE ROW LEVEL SECURITY;
CREATE POLICY normalized_metrics_tenant ON normalized_metrics
  USING (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE metric_mappings ENABLE ROW LEVEL SECURITY;
CREATE POLICY metric_mappings_tenant ON metric_mappings
  USING (tenant_id = current_setting('app.tenant_id', true));
