-- 052: sites, extended device attributes, device types; and demo tenants where they are wanted
--
-- What: Always: the tables sites and device_extended_attributes, and the column device_type on device_registry and
-- alert_rules. The rest of the schema builds on them, whatever the file's name says. Only if the setting
-- pulse.demo_data is 'true' (the runner sets it from pulse.migrations.demo-data; plain psql does not have it): two
-- demo tenants with two gateways each, marked {"demo": true} in tenants.metadata.
--
-- When: Without the flag no row is written and the file is recorded as applied. Switching the flag on later does not
-- bring the demo rows into a database that has been in use: an applied file is not run again.
--
-- Lock: ACCESS EXCLUSIVE on device_registry and alert_rules for two catalogue-only changes; no rewrite, no scan.
--
-- Note: sites and device_extended_attributes have a tenant_id but no row security: the services filter by tenant
-- themselves. site_id is unique over all tenants.
--
-- Deliberate difference: older installations got test rows unconditionally.

ALTER TABLE device_registry ADD COLUMN device_type text;
ALTER TABLE alert_rules ADD COLUMN device_type text;

COMMENT ON COLUMN device_registry.device_type IS
  'Kind of device, such as gateway; 114 uses it to find a device''s template';
COMMENT ON COLUMN alert_rules.device_type IS 'Device type that the rule is meant for; NULL means any';

CREATE TABLE sites (
  site_id    text PRIMARY KEY,
  tenant_id  text NOT NULL REFERENCES tenants (tenant_id),
  name       text NOT NULL,
  location   text,
  latitude   double precision,
  longitude  double precision,
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE sites IS
  'Places where devices stand. device_registry.site_id names one but does not refer to it: a device may come first.';
COMMENT ON COLUMN sites.site_id IS 'Unique over all tenants, not only within one';

CREATE TABLE device_extended_attributes (
  device_id  text NOT NULL,
  tenant_id  text NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, device_id),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

COMMENT ON TABLE device_extended_attributes IS
  'Attributes that a tenant adds to a device beyond the columns of device_registry; gone when the device is.';

GRANT SELECT, INSERT, UPDATE, DELETE ON sites, device_extended_attributes TO pulse_app, pulse_operator;

-- The demo: two tenants, so that isolation has something to show; gateways of a known make, so that the template
-- migration (114) has something to assign; a rule with a symbolic operator, so that 055 has something to convert.
DO $$
BEGIN
  IF coalesce(current_setting('pulse.demo_data', true), '') <> 'true' THEN
    RETURN;
  END IF;

  INSERT INTO tenants (tenant_id, name, contact_email, metadata) VALUES
    ('demo-harbour', 'Demo Harbour', 'harbour@example.com', '{"demo": true}'),
    ('demo-orchard', 'Demo Orchard', 'orchard@example.com', '{"demo": true}')
  ON CONFLICT DO NOTHING;

  INSERT INTO subscriptions (subscription_id, tenant_id, subscription_type, device_limit, active_device_count,
    term_start, term_end, plan_id, description)
  VALUES
    ('DEMO-HARBOUR', 'demo-harbour', 'MAIN', 10, 2, now(), now() + interval '1 year', 'standard', 'Demo'),
    ('DEMO-ORCHARD', 'demo-orchard', 'MAIN', 10, 2, now(), now() + interval '1 year', 'standard', 'Demo')
  ON CONFLICT DO NOTHING;

  INSERT INTO sites (site_id, tenant_id, name, location, latitude, longitude) VALUES
    ('demo-quay', 'demo-harbour', 'Quay 4', 'Hamburg', 53.5413, 9.9841),
    ('demo-store', 'demo-harbour', 'Cold store', 'Hamburg', 53.5312, 9.9420),
    ('demo-field', 'demo-orchard', 'North field', 'Bolzano', 46.4983, 11.3548)
  ON CONFLICT DO NOTHING;

  -- The last one has no make, so that 114 has to go by its device type.
  INSERT INTO device_registry (tenant_id, device_id, site_id, device_type, manufacturer, model, serial_number,
    fw_version, subscription_id)
  VALUES
    ('demo-harbour', 'demo-gw-01', 'demo-quay', 'gateway', 'Lifeline', 'GW-V1', 'DEMO-0001', '1.4.2', 'DEMO-HARBOUR'),
    ('demo-harbour', 'demo-gw-02', 'demo-store', 'gateway', 'Lifeline', 'GW-V1', 'DEMO-0002', '1.4.2', 'DEMO-HARBOUR'),
    ('demo-orchard', 'demo-gw-03', 'demo-field', 'gateway', 'Lifeline', 'GW-V1', 'DEMO-0003', '1.4.0', 'DEMO-ORCHARD'),
    ('demo-orchard', 'demo-gw-04', 'demo-field', 'gateway', NULL, NULL, 'DEMO-0004', '1.3.9', 'DEMO-ORCHARD')
  ON CONFLICT DO NOTHING;

  INSERT INTO device_extended_attributes (tenant_id, device_id, attributes) VALUES
    ('demo-harbour', 'demo-gw-01', '{"mount": "mast", "installer": "demo"}'),
    ('demo-orchard', 'demo-gw-03', '{"mount": "pole", "row": 12}')
  ON CONFLICT DO NOTHING;

  -- The next three tables force row security even on their owner; within this block the owner may write them.
  ALTER TABLE device_state NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE device_tags  NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE alert_rules  NO FORCE ROW LEVEL SECURITY;

  INSERT INTO device_state (tenant_id, site_id, device_id, status)
  SELECT tenant_id, site_id, device_id, 'OFFLINE'
  FROM device_registry
  WHERE tenant_id IN ('demo-harbour', 'demo-orchard')
  ON CONFLICT DO NOTHING;

  INSERT INTO device_tags (tenant_id, device_id, tag) VALUES
    ('demo-harbour', 'demo-gw-01', 'outdoor'),
    ('demo-harbour', 'demo-gw-02', 'cold-chain'),
    ('demo-orchard', 'demo-gw-03', 'outdoor')
  ON CONFLICT DO NOTHING;

  INSERT INTO alert_rules (tenant_id, rule_id, name, metric_name, operator, threshold, severity) VALUES
    ('demo-harbour', 'demo-battery-low', 'Battery low', 'battery_pct', '<', 20, 3),
    ('demo-harbour', 'demo-too-warm',    'Too warm',    'temp_c',      '>',  8, 4),
    ('demo-orchard', 'demo-frost',       'Frost',       'temp_c',      '<=', 0, 4)
  ON CONFLICT DO NOTHING;

  ALTER TABLE device_state FORCE ROW LEVEL SECURITY;
  ALTER TABLE device_tags  FORCE ROW LEVEL SECURITY;
  ALTER TABLE alert_rules  FORCE ROW LEVEL SECURITY;

  RAISE NOTICE '052: demo tenants demo-harbour and demo-orchard planted';
END $$;
