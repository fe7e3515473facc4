-- 058: device_registry.decommissioned_at
--
-- What: When a device was taken out of service; NULL for a device in use. The row stays: alerts, telemetry and
-- invoices refer to it.
--
-- Lock: ACCESS EXCLUSIVE on device_registry for a catalogue-only change.

ALTER TABLE device_registry ADD COLUMN decommissioned_at timestamptz;

COMMENT ON COLUMN device_registry.decommissioned_at IS 'When the device was taken out of service; NULL means in use';
