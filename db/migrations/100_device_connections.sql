-- 100: how a device reaches the network
--
-- What: device_connections: carrier, SIM, data volume and network state; one row per device.
--
-- Why: "The device is silent" and "its SIM is suspended" are the same incident seen from two sides.
--
-- Locks: A new table; its foreign key lets writers of device_registry wait for a moment, readers never.
--
-- Note: 112 and 114 carry these rows over to device_transports; 115 leaves a view of this name behind.

CREATE TABLE device_connections (
    id                   serial PRIMARY KEY,
    tenant_id            text NOT NULL,
    device_id            text NOT NULL,
    connection_type      text NOT NULL DEFAULT 'cellular'
        CHECK (connection_type IN ('cellular', 'ethernet', 'wifi', 'lora', 'satellite', 'other')),
    carrier_name         text,
    carrier_account_id   text,
    plan_name            text,
    apn                  text,
    sim_iccid            text,
    sim_status           text DEFAULT 'active'
        CHECK (sim_status IN ('active', 'suspended', 'deactivated', 'ready', 'unknown')),
    data_limit_mb        integer,
    billing_cycle_start  integer DEFAULT 1,
    data_used_mb         numeric DEFAULT 0,
    data_used_updated_at timestamptz,
    ip_address           inet,
    msisdn               text,
    network_status       text DEFAULT 'unknown'
        CHECK (network_status IN ('connected', 'disconnected', 'suspended', 'unknown')),
    last_network_attach  timestamptz,
    last_network_detach  timestamptz,
    metadata             jsonb NOT NULL DEFAULT '{}',
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_connections_tenant ON device_connections (tenant_id);
CREATE INDEX idx_device_connections_carrier ON device_connections (tenant_id, carrier_name)
    WHERE carrier_name IS NOT NULL;
CREATE INDEX idx_device_connections_status ON device_connections (tenant_id, network_status);
CREATE INDEX idx_device_connections_sim ON device_connections (sim_iccid) WHERE sim_iccid IS NOT NULL;

COMMENT ON TABLE device_connections IS 'How a device reaches the network: carrier, SIM, data volume, state.';
COMMENT ON COLUMN device_connections.billing_cycle_start IS
  'Day of the month on which the carrier''s billing month begins.';
COMMENT ON COLUMN device_connections.data_used_mb IS
  'Volume of the running billing month in MB, as of data_used_updated_at.';

CREATE TRIGGER trg_device_connections_updated_at BEFORE UPDATE ON device_connections
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE device_connections ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_connections_tenant_isolation ON device_connections
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_connections_operator_read ON device_connections FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY device_connections_service ON device_connections
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

GRANT SELECT, INSERT, UPDATE, DELETE ON device_connections TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE device_connections_id_seq TO pulse_app, pulse_operator;
