-- 111: the modules plugged into a device
--
-- What: device_modules: which module sits in which slot of which device, at which address of a bus, and how the keys
-- it sends translate into metrics.
--
-- Why: A gateway with three probes sends temp_1 to temp_3; somebody has to know which is the freezer.
--
-- Locks: A new table; its foreign keys let writers of tenants, device_registry and device_templates wait for a
-- moment, readers never.
--
-- Note: One module per slot and address. A port has no address: COALESCE makes its NULL equal to itself, so a port
-- holds one module, while a bus holds one per address. A removed module keeps its place until its row is deleted or
-- gets another address.

CREATE TABLE device_modules (
    id                 serial PRIMARY KEY,
    tenant_id          text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    device_id          text NOT NULL,
    slot_key           text NOT NULL,
    bus_address        text,
    module_template_id integer REFERENCES device_templates (id) ON DELETE SET NULL,
    label              text NOT NULL,
    serial_number      text,
    metric_key_map     jsonb NOT NULL DEFAULT '{}',
    installed_at       timestamptz NOT NULL DEFAULT now(),
    status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'removed')),
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX idx_device_modules_slot_address
    ON device_modules (tenant_id, device_id, slot_key, COALESCE(bus_address, ''));
CREATE INDEX idx_device_modules_tenant_device ON device_modules (tenant_id, device_id);
CREATE INDEX idx_device_modules_template ON device_modules (module_template_id);
CREATE INDEX idx_device_modules_status ON device_modules (tenant_id, status);

COMMENT ON TABLE device_modules IS 'Modules installed in the slots of devices: one per port, one per address of a bus.';
COMMENT ON COLUMN device_modules.slot_key IS 'template_slots.slot_key of the device''s template.';
COMMENT ON COLUMN device_modules.bus_address IS 'Address on a bus; NULL on a port, which needs none.';
COMMENT ON COLUMN device_modules.metric_key_map IS
  'From the key in the device''s telemetry to the metric it means: {"temp_2": "temperature"}.';

CREATE TRIGGER trg_device_modules_updated_at BEFORE UPDATE ON device_modules
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE device_modules ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_modules_tenant_isolation ON device_modules
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_modules_operator_read ON device_modules FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY device_modules_service ON device_modules
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

GRANT SELECT, INSERT, UPDATE, DELETE ON device_modules TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE device_modules_id_seq TO pulse_app, pulse_operator;
