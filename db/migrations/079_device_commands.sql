-- 079: commands to single devices
--
-- What: One row per command sent to a device: what, when published, when acknowledged, when it loses its meaning. A
-- command that nobody collects within an hour expires unless its sender says otherwise.
--
-- Lock: None on existing tables, but for the foreign key's short lock on tenants.
--
-- Note: device_commands does not refer to device_registry: what was sent to a device outlives it.

CREATE TABLE device_commands (
  command_id text NOT NULL DEFAULT gen_random_uuid()::text,
  tenant_id text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  device_id text NOT NULL,
  command_type text NOT NULL,
  command_params jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'delivered', 'missed', 'expired')),
  published_at timestamptz,
  acked_at timestamptz,
  ack_details jsonb,
  expires_at timestamptz NOT NULL DEFAULT now() + interval '1 hour',
  created_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, command_id)
);

CREATE INDEX idx_device_commands_device_queued ON device_commands (tenant_id, device_id, status)
  WHERE status = 'queued';
CREATE INDEX idx_device_commands_expires ON device_commands (expires_at) WHERE status = 'queued';
CREATE INDEX idx_device_commands_device_history ON device_commands (tenant_id, device_id, created_at DESC);

ALTER TABLE device_commands ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_commands_tenant_isolation ON device_commands
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

COMMENT ON TABLE device_commands IS 'Commands to single devices, and what came of them';
COMMENT ON COLUMN device_commands.status IS
  'queued: not yet acknowledged; delivered: acknowledged; missed: the device was away; expired: too late';
COMMENT ON COLUMN device_commands.acked_at IS 'When the device acknowledged it; NULL means not yet, or never';

GRANT SELECT, INSERT, UPDATE, DELETE ON device_commands TO pulse_app, pulse_operator;
