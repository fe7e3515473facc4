-- 024: what a device is (hardware, SIM, firmware) and where it stands; free tags.
--
-- Why: support looks a device up by its serial number or IMEI, the map shows it, groups are made from tags.
--
-- Danger: a moment's exclusive lock on device_registry. The columns have no default or a constant one, so the table is
-- not rewritten; the check reads it once (one row a device).
--
-- pulse:allow scanning-constraint: device_registry has one row a device

ALTER TABLE device_registry
  ADD COLUMN latitude double precision,
  ADD COLUMN longitude double precision,
  ADD COLUMN address text,
  ADD COLUMN location_source text DEFAULT 'auto' CHECK (location_source IN ('auto', 'manual')),
  ADD COLUMN mac_address text,
  ADD COLUMN imei text,
  ADD COLUMN iccid text,
  ADD COLUMN serial_number text,
  ADD COLUMN model text,
  ADD COLUMN manufacturer text,
  ADD COLUMN hw_revision text,
  ADD COLUMN fw_version text,
  ADD COLUMN notes text;
COMMENT ON COLUMN device_registry.location_source IS
  'manual: set by a person, and never overwritten by what the device reports';

CREATE TABLE device_tags (
  tenant_id text NOT NULL,
  device_id text NOT NULL,
  tag text NOT NULL,
  PRIMARY KEY (tenant_id, device_id, tag),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);
COMMENT ON TABLE device_tags IS 'Free labels on devices';

GRANT SELECT, INSERT, UPDATE, DELETE ON device_tags TO pulse_app, pulse_operator;

ALTER TABLE device_tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON device_tags TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
