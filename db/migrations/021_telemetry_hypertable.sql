-- 021: telemetry, the table that Pulse is about: every message of every device, by time.
--
-- Why: by far the largest table. As a hypertable it is one chunk a day, so that a day can be compressed (034) or
-- dropped without touching the others. It has no primary key: devices repeat themselves, and uniqueness would cost
-- every insert.
--
-- Danger: none; creates only. The policies below go again in 034: row security and compression exclude each other.

CREATE TABLE telemetry (
  time timestamptz NOT NULL,
  tenant_id text NOT NULL,
  device_id text NOT NULL,
  site_id text,
  msg_type text NOT NULL DEFAULT 'telemetry',
  seq bigint DEFAULT 0,
  metrics jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT telemetry_not_null CHECK (tenant_id IS NOT NULL AND device_id IS NOT NULL)
);
COMMENT ON TABLE telemetry IS 'Messages of devices, one chunk a day. Compressed and dropped by policies from 034 on';
COMMENT ON COLUMN telemetry.time IS 'When the device measured, by its own clock where it has one; else when it arrived';
COMMENT ON COLUMN telemetry.metrics IS 'Flat object: metric name to number, boolean or string';

DO $$
BEGIN
  PERFORM create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 day');
END $$;

-- create_hypertable has made telemetry_time_idx on (time DESC).
CREATE INDEX idx_telemetry_tenant_device_time ON telemetry (tenant_id, device_id, time DESC);
CREATE INDEX idx_telemetry_tenant_time ON telemetry (tenant_id, time DESC);
CREATE INDEX idx_telemetry_tenant_site_time ON telemetry (tenant_id, site_id, time DESC) WHERE site_id IS NOT NULL;
CREATE INDEX idx_telemetry_msgtype ON telemetry (tenant_id, msg_type, time DESC);

CREATE FUNCTION insert_telemetry_batch(p_rows jsonb) RETURNS integer
  LANGUAGE plpgsql AS $$
DECLARE
  inserted integer;
BEGIN
  IF jsonb_typeof(p_rows) IS DISTINCT FROM 'array' THEN
    RAISE EXCEPTION 'insert_telemetry_batch needs a JSON array of objects, not %',
      COALESCE(jsonb_typeof(p_rows), 'SQL NULL') USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO telemetry (time, tenant_id, device_id, site_id, msg_type, seq, metrics)
    SELECT COALESCE(r.time, now()), r.tenant_id, r.device_id, r.site_id, COALESCE(r.msg_type, 'telemetry'),
        COALESCE(r.seq, 0), COALESCE(r.metrics, '{}')
      FROM jsonb_to_recordset(p_rows) AS r (
        time timestamptz, tenant_id text, device_id text, site_id text, msg_type text, seq bigint, metrics jsonb);
  GET DIAGNOSTICS inserted = ROW_COUNT;
  RETURN inserted;
END $$;
COMMENT ON FUNCTION insert_telemetry_batch(jsonb) IS
  'Inserts an array of messages in one statement and returns how many; one bad message refuses the batch';

GRANT SELECT, INSERT, UPDATE, DELETE ON telemetry TO pulse_app, pulse_operator;

ALTER TABLE telemetry ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON telemetry
  USING (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY operator_read ON telemetry FOR SELECT
  USING (current_setting('app.role', true) IN ('operator', 'operator_admin'));
