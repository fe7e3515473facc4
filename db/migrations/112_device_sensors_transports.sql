-- 112: sensors and connections in the model of templates
--
-- What: device_sensors (follows sensors: now with the template's metric and the module behind a sensor) and
-- device_transports (follows device_connections: now tells by which protocol data arrives from over what kind of
-- network it travels). All rows of both old tables are copied.
--
-- Why: The old tables knew neither templates nor modules, and allowed a device only one way to Pulse.
--
-- Locks: The old tables are only read. Services may go on writing to them: 114 catches up, and 115 once more under its
-- lock. The foreign keys let writers of tenants, device_registry and carrier_integrations wait until commit, readers
-- never. Measured: 28 s for half a million sensors and 100,000 connections.
--
-- Data: One row arrives for every row. What changes on the way:
--   sensors             metric_name -> metric_key; label, or else the metric's name -> display_name;
--                       status disabled and stale -> inactive (last_seen_at tells since when);
--                       source is unmodeled: no template stands behind it yet.
--                       sensor_type, auto_discovered and metadata have no column here and stay in the old table.
--   device_connections  ingestion_protocol is mqtt_direct, the way Pulse has been fed so far, whatever radio the
--                       device uses; connection_type -> physical_connectivity; a suspended or deactivated SIM or
--                       network -> inactive; everything about the carrier goes into connectivity_config under
--                       its old column name, times as UTC, absent where it was NULL.
--
-- Again: Rows that have arrived are skipped.

CREATE TABLE device_sensors (
    id                 serial PRIMARY KEY,
    tenant_id          text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    device_id          text NOT NULL,
    metric_key         text NOT NULL,
    display_name       text NOT NULL,
    template_metric_id integer REFERENCES template_metrics (id) ON DELETE SET NULL,
    device_module_id   integer REFERENCES device_modules (id) ON DELETE SET NULL,
    unit               text,
    min_range          numeric,
    max_range          numeric,
    precision_digits   integer NOT NULL DEFAULT 2,
    status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'error')),
    source             text NOT NULL DEFAULT 'required' CHECK (source IN ('required', 'optional', 'unmodeled')),
    last_value         numeric,
    last_value_text    text,
    last_seen_at       timestamptz,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, device_id, metric_key),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_sensors_tenant_device ON device_sensors (tenant_id, device_id);
CREATE INDEX idx_device_sensors_template_metric ON device_sensors (template_metric_id);
CREATE INDEX idx_device_sensors_module ON device_sensors (device_module_id);
CREATE INDEX idx_device_sensors_status ON device_sensors (tenant_id, status);
CREATE INDEX idx_device_sensors_source ON device_sensors (tenant_id, source);

CREATE TABLE device_transports (
    id                     serial PRIMARY KEY,
    tenant_id              text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    device_id              text NOT NULL,
    ingestion_protocol     text NOT NULL
        CHECK (ingestion_protocol IN ('mqtt_direct', 'http_api', 'lorawan', 'gateway_proxy', 'modbus_rtu')),
    physical_connectivity  text
        CHECK (physical_connectivity IN ('cellular', 'ethernet', 'wifi', 'satellite', 'lora', 'other')),
    protocol_config        jsonb NOT NULL DEFAULT '{}',
    connectivity_config    jsonb NOT NULL DEFAULT '{}',
    carrier_integration_id integer REFERENCES carrier_integrations (id) ON DELETE SET NULL,
    is_primary             boolean NOT NULL DEFAULT true,
    status                 text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'failover')),
    last_connected_at      timestamptz,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, device_id, ingestion_protocol),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_transports_tenant_device ON device_transports (tenant_id, device_id);
CREATE INDEX idx_device_transports_protocol ON device_transports (tenant_id, ingestion_protocol);
CREATE INDEX idx_device_transports_carrier ON device_transports (carrier_integration_id)
    WHERE carrier_integration_id IS NOT NULL;

COMMENT ON TABLE device_sensors IS
  'Sensors of devices: one row per device and metric, with the template''s metric and the module behind it.';
COMMENT ON TABLE device_transports IS 'Ways in which a device reaches Pulse: by which protocol, over what network.';
COMMENT ON COLUMN device_sensors.metric_key IS 'Metric that the value means, after device_modules.metric_key_map.';
COMMENT ON COLUMN device_sensors.source IS
  'required or optional by the device''s template; unmodeled: found in the telemetry, in no template.';
COMMENT ON COLUMN device_sensors.last_value_text IS 'Last value of a metric that is no number.';
COMMENT ON COLUMN device_transports.connectivity_config IS
  'Carrier, SIM and network, under the column names that device_connections had.';
COMMENT ON COLUMN device_transports.is_primary IS 'The way to use first; failover ones have status failover.';

CREATE TRIGGER trg_device_sensors_updated_at BEFORE UPDATE ON device_sensors
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();
CREATE TRIGGER trg_device_transports_updated_at BEFORE UPDATE ON device_transports
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE device_sensors ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_sensors_tenant_isolation ON device_sensors
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_sensors_operator_read ON device_sensors FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY device_sensors_service ON device_sensors
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

ALTER TABLE device_transports ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_transports_tenant_isolation ON device_transports
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_transports_operator_read ON device_transports FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY device_transports_service ON device_transports
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

GRANT SELECT, INSERT, UPDATE, DELETE ON device_sensors, device_transports TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE device_sensors_id_seq, device_transports_id_seq TO pulse_app, pulse_operator;

INSERT INTO device_sensors (tenant_id, device_id, metric_key, display_name, unit, min_range, max_range,
                            precision_digits, status, source, last_value, last_seen_at, created_at, updated_at)
SELECT s.tenant_id, s.device_id, s.metric_name, COALESCE(NULLIF(s.label, ''), s.metric_name), s.unit, s.min_range,
       s.max_range, COALESCE(s.precision_digits, 2),
       CASE s.status WHEN 'active' THEN 'active' WHEN 'error' THEN 'error' ELSE 'inactive' END,
       'unmodeled', s.last_value, s.last_seen_at, s.created_at, s.updated_at
  FROM sensors s
 ORDER BY s.sensor_id
ON CONFLICT (tenant_id, device_id, metric_key) DO NOTHING;

INSERT INTO device_transports (tenant_id, device_id, ingestion_protocol, physical_connectivity, connectivity_config,
                               carrier_integration_id, status, last_connected_at, created_at, updated_at)
SELECT c.tenant_id, c.device_id, 'mqtt_direct', c.connection_type,
       (SELECT COALESCE(jsonb_object_agg(e.key, e.value), '{}')
          FROM jsonb_each(jsonb_build_object(
                   'carrier_name', c.carrier_name, 'carrier_account_id', c.carrier_account_id,
                   'carrier_device_id', c.carrier_device_id, 'plan_name', c.plan_name, 'apn', c.apn,
                   'sim_iccid', c.sim_iccid, 'sim_status', c.sim_status, 'msisdn', c.msisdn,
                   'data_limit_mb', c.data_limit_mb, 'billing_cycle_start', c.billing_cycle_start,
                   'data_used_mb', c.data_used_mb,
                   'data_used_updated_at',
                       to_char(c.data_used_updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   'ip_address', c.ip_address, 'network_status', c.network_status,
                   'last_network_attach',
                       to_char(c.last_network_attach AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   'last_network_detach',
                       to_char(c.last_network_detach AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   'metadata', NULLIF(c.metadata, '{}'))) e
         WHERE e.value <> 'null'),
       c.carrier_integration_id,
       CASE WHEN c.sim_status IN ('suspended', 'deactivated') OR c.network_status = 'suspended'
            THEN 'inactive' ELSE 'active' END,
       c.last_network_attach, c.created_at, c.updated_at
  FROM device_connections c
 ORDER BY c.id
ON CONFLICT (tenant_id, device_id, ingestion_protocol) DO NOTHING;
