-- 109: what a type of device can measure, do and carry
--
-- What: device_templates and, per template, its metrics, commands and slots. tenant_id NULL is a system template,
-- offered to every tenant; the others belong to one.
--
-- Why: Until here each device was described from its telemetry alone; a type had no place to be described once.
--
-- Locks: New tables; its foreign key lets writers of tenants wait for a moment, readers never.
--
-- Safety: The contract's policies let a tenant see system templates by USING, and USING alone decides what DELETE may
-- remove and what UPDATE may take: a tenant could have deleted a system template, or made it its own by setting
-- tenant_id. Its metrics, commands and slots likewise.
--
-- Differs: Hence two restrictive policies more than the contract on each of the four tables, ..._system_no_update and
-- ..._system_no_delete: what belongs to a system template is changed only with app.role operator or iot_service (or
-- by roles that bypass row security). Rows of tenants are judged as the contract says.

CREATE TABLE device_templates (
    id                       serial PRIMARY KEY,
    tenant_id                text REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    name                     text NOT NULL,
    slug                     text NOT NULL,
    description              text,
    category                 text NOT NULL
        CHECK (category IN ('gateway', 'edge_device', 'standalone_sensor', 'controller', 'expansion_module')),
    manufacturer             text,
    model                    text,
    firmware_version_pattern text,
    is_locked                boolean NOT NULL DEFAULT false,
    source                   text NOT NULL DEFAULT 'tenant' CHECK (source IN ('system', 'tenant')),
    transport_defaults       jsonb,
    metadata                 jsonb NOT NULL DEFAULT '{}',
    image_url                text,
    created_at               timestamptz NOT NULL DEFAULT now(),
    updated_at               timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, slug)
);

-- UNIQUE (tenant_id, slug) lets system templates repeat, because NULLs differ from one another. This one does not.
CREATE UNIQUE INDEX idx_device_templates_system_slug ON device_templates (slug) WHERE tenant_id IS NULL;
CREATE INDEX idx_device_templates_tenant ON device_templates (tenant_id);
CREATE INDEX idx_device_templates_category ON device_templates (category);
CREATE INDEX idx_device_templates_source ON device_templates (source);

CREATE TABLE template_metrics (
    id               serial PRIMARY KEY,
    template_id      integer NOT NULL REFERENCES device_templates (id) ON DELETE CASCADE,
    metric_key       text NOT NULL,
    display_name     text NOT NULL,
    data_type        text NOT NULL CHECK (data_type IN ('float', 'integer', 'boolean', 'string', 'enum')),
    unit             text,
    min_value        numeric,
    max_value        numeric,
    precision_digits integer NOT NULL DEFAULT 2,
    is_required      boolean NOT NULL DEFAULT false,
    description      text,
    enum_values      jsonb,
    sort_order       integer NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL DEFAULT now(),
    UNIQUE (template_id, metric_key)
);

CREATE INDEX idx_template_metrics_template ON template_metrics (template_id);
CREATE INDEX idx_template_metrics_required ON template_metrics (template_id, is_required) WHERE is_required = true;

CREATE TABLE template_commands (
    id                serial PRIMARY KEY,
    template_id       integer NOT NULL REFERENCES device_templates (id) ON DELETE CASCADE,
    command_key       text NOT NULL,
    display_name      text NOT NULL,
    description       text,
    parameters_schema jsonb,
    response_schema   jsonb,
    sort_order        integer NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (template_id, command_key)
);

CREATE INDEX idx_template_commands_template ON template_commands (template_id);

CREATE TABLE template_slots (
    id                   serial PRIMARY KEY,
    template_id          integer NOT NULL REFERENCES device_templates (id) ON DELETE CASCADE,
    slot_key             text NOT NULL,
    display_name         text NOT NULL,
    slot_type            text NOT NULL CHECK (slot_type IN ('expansion', 'sensor', 'accessory')),
    interface_type       text NOT NULL
        CHECK (interface_type IN ('analog', 'rs485', 'i2c', 'spi', '1-wire', 'fsk', 'ble', 'lora', 'gpio', 'usb')),
    max_devices          integer DEFAULT 1,
    compatible_templates integer[],
    is_required          boolean NOT NULL DEFAULT false,
    description          text,
    sort_order           integer NOT NULL DEFAULT 0,
    created_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (template_id, slot_key)
);

CREATE INDEX idx_template_slots_template ON template_slots (template_id);

COMMENT ON TABLE device_templates IS
  'Types of devices. tenant_id NULL: system template, readable by every tenant, changed by none.';
COMMENT ON TABLE template_metrics IS
  'What a type of device measures. A required metric becomes a sensor when a device is registered.';
COMMENT ON TABLE template_commands IS 'What a type of device can be told to do.';
COMMENT ON TABLE template_slots IS 'Ports and buses of a type of device, into which modules go.';
COMMENT ON COLUMN device_templates.is_locked IS
  'The services refuse to change it. What keeps tenants off system templates is row security.';
COMMENT ON COLUMN device_templates.transport_defaults IS 'What a new device''s row in device_transports starts with.';
COMMENT ON COLUMN template_metrics.min_value IS 'Smallest plausible value; NULL: none known. max_value likewise.';
COMMENT ON COLUMN template_commands.parameters_schema IS 'JSON Schema of the parameters; NULL: takes none.';
COMMENT ON COLUMN template_slots.max_devices IS 'Modules that fit: 1 for a port, more for a bus, NULL for no limit.';
COMMENT ON COLUMN template_slots.compatible_templates IS 'device_templates.id of the modules that fit; NULL: any.';

CREATE TRIGGER trg_device_templates_updated_at BEFORE UPDATE ON device_templates
    FOR EACH ROW EXECUTE FUNCTION update_sensors_timestamp();

ALTER TABLE device_templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_templates_tenant_isolation ON device_templates
    USING (tenant_id IS NULL OR tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_templates_operator_read ON device_templates FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY device_templates_operator_write ON device_templates
    USING (current_setting('app.role', true) = 'operator')
    WITH CHECK (current_setting('app.role', true) = 'operator');
CREATE POLICY device_templates_service ON device_templates
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');
CREATE POLICY device_templates_system_no_update ON device_templates AS RESTRICTIVE FOR UPDATE
    USING (tenant_id IS NOT NULL OR current_setting('app.role', true) IN ('operator', 'iot_service'));
CREATE POLICY device_templates_system_no_delete ON device_templates AS RESTRICTIVE FOR DELETE
    USING (tenant_id IS NOT NULL OR current_setting('app.role', true) IN ('operator', 'iot_service'));

-- The three child tables have the same columns for this purpose and get the same policies: they follow their template.
DO $$
DECLARE
    child text;
    visible text := $p$EXISTS (
        SELECT 1 FROM device_templates dt
         WHERE dt.id = %1$I.template_id
           AND (dt.tenant_id IS NULL OR dt.tenant_id = current_setting('app.tenant_id', true)))$p$;
    owned text := $p$EXISTS (
        SELECT 1 FROM device_templates dt
         WHERE dt.id = %1$I.template_id AND dt.tenant_id = current_setting('app.tenant_id', true))$p$;
    operator text := $p$current_setting('app.role', true) = 'operator'$p$;
    service text := $p$current_setting('app.role', true) = 'iot_service'$p$;
    changeable text := $p$EXISTS (
        SELECT 1 FROM device_templates dt
         WHERE dt.id = %1$I.template_id AND dt.tenant_id IS NOT NULL)
        OR current_setting('app.role', true) IN ('operator', 'iot_service')$p$;
BEGIN
    FOREACH child IN ARRAY ARRAY['template_metrics', 'template_commands', 'template_slots'] LOOP
        EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY', child);
        EXECUTE format('CREATE POLICY %2$I ON %1$I USING (' || visible || ') WITH CHECK (' || owned || ')',
                       child, child || '_tenant');
        EXECUTE format('CREATE POLICY %2$I ON %1$I USING (' || operator || ') WITH CHECK (' || operator || ')',
                       child, child || '_operator');
        EXECUTE format('CREATE POLICY %2$I ON %1$I USING (' || service || ') WITH CHECK (' || service || ')',
                       child, child || '_service');
        EXECUTE format('CREATE POLICY %2$I ON %1$I AS RESTRICTIVE FOR UPDATE USING (' || changeable || ')',
                       child, child || '_system_no_update');
        EXECUTE format('CREATE POLICY %2$I ON %1$I AS RESTRICTIVE FOR DELETE USING (' || changeable || ')',
                       child, child || '_system_no_delete');
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON device_templates, template_metrics, template_commands, template_slots
    TO pulse_app, pulse_operator;
GRANT USAGE, SELECT
    ON SEQUENCE device_templates_id_seq, template_metrics_id_seq, template_commands_id_seq, template_slots_id_seq
    TO pulse_app, pulse_operator;
