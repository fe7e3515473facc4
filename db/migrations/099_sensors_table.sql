-- 099: the sensors of a device
--
-- What: sensors: one row per device and metric, found in the telemetry (auto_discovered) or entered by hand, with
-- unit, range, state and last value. update_sensors_timestamp() keeps updated_at of this and later tables.
--
-- Why: Until here a metric was only a key in a JSON document; nobody could say which sensors a device has.
--
-- Locks: A new table; its foreign keys let writers of tenants and device_registry wait for a moment, readers never.
--
-- Note: 112 and 114 carry these rows over to device_sensors; 115 leaves a view of this name behind.

CREATE TABLE sensors (
    sensor_id        serial PRIMARY KEY,
    tenant_id        text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    device_id        text NOT NULL,
    metric_name      text NOT NULL,
    sensor_type      text NOT NULL DEFAULT 'unknown',
    label            text,
    unit             text,
    min_range        numeric,
    max_range        numeric,
    precision_digits integer DEFAULT 1,
    status           text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'stale', 'error')),
    auto_discovered  boolean NOT NULL DEFAULT true,
    last_value       numeric,
    last_seen_at     timestamptz,
    metadata         jsonb NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, device_id, metric_name),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_sensors_tenant_device ON sensors (tenant_id, device_id);
CREATE INDEX idx_sensors_tenant_type ON sensors (tenant_id, sensor_type);
CREATE INDEX idx_sensors_tenant_status ON sensors (tenant_id, status);
-- Repeats the unique key; kept because the contract names it.
CREATE INDEX idx_sensors_device_metric ON sensors (tenant_id, device_id, metric_name);

COMMENT ON TABLE sensors IS 'Sensors of devices: one row per device and metric.';
COMMENT ON COLUMN sensors.metric_name IS 'Key under which the value arrives in telemetry.metrics.';
COMMENT ON COLUMN sensors.status IS
  'active; disabled by somebody; stale: nothing heard for long; error: reports nonsense.';

CREATE FUNCTION update_sensors_timestamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION update_sensors_timestamp() IS
  'Sets updated_at to the time of the transaction; for any table with that column.';

CREATE TRIGGER trg_sensors_updated_at BEFORE UPDATE ON sensors
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE sensors ENABLE ROW LEVEL SECURITY;
CREATE POLICY sensors_tenant_isolation ON sensors
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY sensors_operator_read ON sensors FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY sensors_service ON sensors
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

GRANT SELECT, INSERT, UPDATE, DELETE ON sensors TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE sensors_sensor_id_seq TO pulse_app, pulse_operator;
