-- 076: the device shadow
--
-- What: What a device should be (desired) and what it says it is (reported), each with a version that counts up with
-- every change. A device whose desired_version is ahead has not taken its settings over yet.
--
-- Lock: ACCESS EXCLUSIVE on device_state: catalogue-only changes (constant defaults, no rewrite), and one scan of
-- the table, which has a row per device, for an index that starts empty.

ALTER TABLE device_state
  ADD COLUMN desired_state jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN reported_state jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN desired_version integer NOT NULL DEFAULT 0,
  ADD COLUMN reported_version integer NOT NULL DEFAULT 0,
  ADD COLUMN shadow_updated_at timestamptz;

CREATE INDEX idx_device_state_shadow_pending ON device_state (tenant_id) WHERE desired_version > reported_version;

COMMENT ON COLUMN device_state.desired_state IS 'Settings that the device is to take over';
COMMENT ON COLUMN device_state.reported_state IS 'Settings as the device reported them last';
COMMENT ON COLUMN device_state.reported_version IS 'The desired_version that the device has taken over';
COMMENT ON COLUMN device_state.shadow_updated_at IS 'Last change of either side; NULL means never';
