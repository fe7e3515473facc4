-- 106: a tenant's accounts with mobile carriers
--
-- What: carrier_integrations: account, credentials and last synchronisation per tenant and carrier; a device's
-- connection names the integration and the carrier's own id of the device.
--
-- Why: Data volume and SIM state are read from the carrier instead of being typed in.
--
-- Locks: A new table; ACCESS EXCLUSIVE on device_connections for moments (new columns, NULL in every row).
--
-- Danger: api_key and api_secret are credentials in clear text (contract): whoever reads this table or a dump of it
-- can act at the carrier. Row security keeps tenants apart; keep dumps as secret as the passwords.

CREATE TABLE carrier_integrations (
    id                    serial PRIMARY KEY,
    tenant_id             text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    carrier_name          text NOT NULL,
    display_name          text NOT NULL,
    enabled               boolean NOT NULL DEFAULT true,
    api_key               text,
    api_secret            text,
    api_base_url          text,
    account_id            text,
    config                jsonb NOT NULL DEFAULT '{}',
    sync_enabled          boolean NOT NULL DEFAULT true,
    sync_interval_minutes integer NOT NULL DEFAULT 60,
    last_sync_at          timestamptz,
    last_sync_status      text DEFAULT 'never',
    last_sync_error       text,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, carrier_name)
);

CREATE INDEX idx_carrier_integrations_tenant ON carrier_integrations (tenant_id);
CREATE INDEX idx_carrier_integrations_sync ON carrier_integrations (sync_enabled, last_sync_at)
    WHERE sync_enabled = true AND enabled = true;

COMMENT ON TABLE carrier_integrations IS
  'Accounts with mobile carriers, one per tenant and carrier. Holds credentials.';
COMMENT ON COLUMN carrier_integrations.api_secret IS 'Credential, in clear text.';
COMMENT ON COLUMN carrier_integrations.last_sync_status IS
  'never before the first synchronisation; afterwards how the last one went.';

CREATE TRIGGER trg_carrier_integrations_updated_at BEFORE UPDATE ON carrier_integrations
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE device_connections
    ADD COLUMN carrier_device_id text,
    ADD COLUMN carrier_integration_id integer REFERENCES carrier_integrations (id) ON DELETE SET NULL;

COMMENT ON COLUMN device_connections.carrier_device_id IS 'The device''s id at the carrier.';

ALTER TABLE carrier_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY carrier_integrations_tenant ON carrier_integrations
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY carrier_integrations_operator_read ON carrier_integrations FOR SELECT
    USING (current_setting('app.role', true) = 'operator');

GRANT SELECT, INSERT, UPDATE, DELETE ON carrier_integrations TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE carrier_integrations_id_seq TO pulse_app, pulse_operator;
